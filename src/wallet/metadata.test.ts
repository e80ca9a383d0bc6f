import { expect, test, vi } from 'vitest'
import type { Extension } from './hooks.ts'
import { metadataState, provideMetadataTo } from './metadata.ts'

const genesisHash = `0x${'ab'.repeat(32)}` as const
const chain = {
  chain: 'Demo',
  genesisHash,
  specVersion: 152,
  calls: Uint8Array.of(0x6d, 0x65, 0x74, 0x61, 14),
}
type Metadata = NonNullable<Extension['metadata']>

function extension(known: { genesisHash: string; specVersion: number }[], takes = true) {
  const provide = vi.fn<Metadata['provide']>(async () => takes)
  return { metadata: { get: async () => known, provide } }
}

test('metadata of this very version is not given again', async () => {
  const one = extension([{ genesisHash, specVersion: 152 }])
  expect(await metadataState(one, chain)).toBe('current')
  expect(await provideMetadataTo(one, chain)).toBe(false)
  expect(one.metadata.provide).not.toHaveBeenCalled()
})

test.each([
  ['missing', []],
  ['missing', [{ genesisHash: `0x${'cd'.repeat(32)}`, specVersion: 152 }]],
  ['other', [{ genesisHash, specVersion: 144 }]],
  ['other', [{ genesisHash, specVersion: 153 }]],
] as const)('metadata that is %s is given', async (state, known) => {
  const one = extension([...known])
  expect(await metadataState(one, chain)).toBe(state)
  expect(await provideMetadataTo(one, chain)).toBe(true)
  expect(one.metadata.provide).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      chain: 'Demo',
      genesisHash,
      specVersion: 152,
      metaCalls: btoa('meta\x0e'),
      ss58Format: 42,
      tokenDecimals: 7,
      tokenSymbol: 'TFT',
      types: {},
    }),
  )
})

test('an extension that takes no metadata is left alone', async () => {
  expect(await metadataState({}, chain)).toBe('unable')
  expect(await provideMetadataTo({}, chain)).toBe(false)
})

test('an extension that does not take it is told apart from a person who refuses', async () => {
  await expect(provideMetadataTo(extension([], false), chain)).rejects.toMatchObject({
    code: 'wrong-metadata',
  })
  const one = extension([])
  one.metadata.provide.mockRejectedValue(new Error('Rejected'))
  await expect(provideMetadataTo(one, chain)).rejects.toMatchObject({ code: 'cancelled' })
})

test('an extension that hangs over its metadata is given up', async () => {
  const hung = { metadata: { get: () => new Promise<never>(() => {}), provide: async () => true } }
  await expect(metadataState(hung, chain, { limitMs: 1 })).rejects.toMatchObject({
    code: 'popup-dead',
  })
})
