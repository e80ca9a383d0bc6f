import type { ApiPromise } from '@polkadot/api'
import { serveChain } from './serve.ts'
import { village, type Person } from './testing.ts'
import { createChainClient, type ChainClient } from '#chain/client.ts'
import { submit, type ExtrinsicSigner, type SubmitOptions } from '#chain/submit.ts'
import type { Progress, Sent, Signed } from '#chain/progress.ts'
import type { Write } from '#chain/writes.ts'

/*
 * For tests: the console's client over a real socket on this machine to the demo chain's small grid.
 */

type Options = NonNullable<Parameters<typeof village>[0]>

export async function meet(options: Options = {}) {
  // finality waits, so that a busy machine sees the block first (facts: tfchain.md section 14)
  const world = await village({ finalityMs: 200, ...options })
  const served = await serveChain(world.chain)
  const clients: ChainClient[] = []
  /** A client of its own, as after a reload. */
  const open = (): ChainClient => {
    const client = createChainClient({ endpoints: [served.url], timeoutMs: 5_000, retryMs: 20 })
    clients.push(client)
    return client
  }
  const client = open()
  return {
    ...world,
    url: served.url,
    client,
    open,
    api: await client.api(),
    async close() {
      for (const each of clients) each.close()
      await served.close()
      world.chain.close()
    },
  }
}

/** Somebody who signs with a key in this process. */
export const signerOf = (person: Person, api: ApiPromise): ExtrinsicSigner => {
  const { signPayload } = person.signer(api)
  if (!signPayload) throw new Error('the person does not sign')
  return { signPayload }
}

/** Sends a write, and keeps what was told on the way. */
export async function send<T>(
  client: ChainClient,
  by: Person,
  write: Write<T>,
  options: SubmitOptions<T> = {},
) {
  const progress: Progress<T>[] = []
  const noted: Signed[] = []
  const signer = signerOf(by, await client.api())
  const sending: Promise<Sent<T>> = submit(
    client,
    write,
    { address: by.address, signer },
    {
      ...options,
      onProgress: (step) => {
        progress.push(step)
        options.onProgress?.(step)
      },
      onSigned: async (signed) => {
        noted.push(signed)
        await options.onSigned?.(signed)
      },
    },
  )
  const settled = await sending.then(
    (sent) => ({ sent, error: undefined }),
    (error: unknown) => ({ sent: undefined, error }),
  )
  const stages = progress.map(({ stage }) => stage)
  return { ...settled, progress, stages, signed: noted[0] }
}
