import { afterEach, expect, test, vi } from 'vitest'
import { utf8 } from '#lib/bytes.ts'
import { localIdentity } from './crypto.ts'
import { miniSecret } from './keys.ts'

const secretOf = (digit: string) => miniSecret(`0x${digit.repeat(64)}`)

/** An answer's worth of frames that `me` can open, and who they are from. */
async function correspondence(count: number) {
  const me = await localIdentity({ twin: 7, secret: secretOf('1'), curve: 'ed25519' })
  const node = await localIdentity({ twin: 1001, secret: secretOf('2'), curve: 'ed25519' })
  const frames = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      node.seal(
        {
          uid: `frame ${i}`,
          command: 'zos.system.version',
          timestamp: 1_700_000_000,
          expiration: 300,
          source: { twin: 1001, connection: '' },
          destination: { twin: 7 },
          payload: utf8(`"answer ${i}"`),
          relays: [],
        },
        me.pk,
      ),
    ),
  )
  return { me, frames, peer: { twin: 1001, account: node.account, pk: node.pk } }
}

afterEach(() => void vi.restoreAllMocks())

test('of many answers that come at once the first is deciphered before the last is verified', async () => {
  const { me, frames, peer } = await correspondence(20)
  await me.open(frames[0]!, peer) // 20 frames; the keys are made by now
  const jobs: string[] = []
  const { subtle } = crypto
  const { verify, decrypt } = {
    verify: subtle.verify.bind(subtle),
    decrypt: subtle.decrypt.bind(subtle),
  }
  vi.spyOn(subtle, 'verify').mockImplementation((...given) => {
    jobs.push('verify')
    return verify(...given)
  })
  vi.spyOn(subtle, 'decrypt').mockImplementation((...given) => {
    jobs.push('decrypt')
    return decrypt(...given)
  })
  const opened = await Promise.all(frames.map((frame) => me.open(frame, peer)))
  expect(opened.every(({ ok }) => ok)).toBe(true)
  expect(jobs.filter((job) => job === 'verify')).toHaveLength(20)
  expect(jobs.indexOf('decrypt')).toBeLessThan(jobs.lastIndexOf('verify'))
  expect(jobs.slice(0, jobs.indexOf('decrypt')).length).toBeLessThanOrEqual(8)
})

test('answers that still wait when the key is locked are refused as locked', async () => {
  const { me, frames, peer } = await correspondence(20)
  const opened = frames.map((frame) => me.open(frame, peer))
  me.dispose()
  await expect(opened.at(-1)).rejects.toMatchObject({ code: 'locked' })
  await Promise.allSettled(opened)
})
