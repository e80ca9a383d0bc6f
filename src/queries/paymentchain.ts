import type { ChainClient } from '#chain/client.ts'
import { ChainError } from '#chain/errors.ts'
import { follow } from '#chain/follow.ts'
import { writeOf, type Intent } from '#chain/intent.ts'
import { submit } from '#chain/submit.ts'
import type { Write } from '#chain/writes.ts'
import type { PaymentChain, PaymentChannel, PaymentLocks } from './paymentports.ts'

/** The write of an intent whose kind is not known here. */
export const anyWrite = (intent: Intent): Write<unknown> => writeOf(intent as never) // by its own kind, inside

/** What payments need of the chain of the current network. */
export function paymentChain(link: { client: () => Promise<ChainClient> }): PaymentChain {
  return {
    async submit({ intent, account }, signer, options) {
      const client = await link.client()
      return submit(client, anyWrite(intent), { address: account, signer }, options)
    },
    async follow({ intent }, signed, options) {
      return follow(await link.client(), anyWrite(intent), signed, options)
    },
    async reachable(signal) {
      const client = await link.client()
      // the first look connects, or hurries on; what follows is heard
      client.api(signal).catch(() => undefined)
      await new Promise<void>((resolve, reject) => {
        const look = () => {
          const { state } = client.status()
          if (signal.aborted || state === 'closed') {
            settle(() => reject(new ChainError('aborted', 'Stopped looking.')))
          } else if (state === 'connected') settle(resolve)
        }
        const settle = (end: () => void) => {
          unsubscribe()
          signal.removeEventListener('abort', look)
          end()
        }
        const unsubscribe = client.subscribe(look)
        signal.addEventListener('abort', look)
        look()
      })
    },
  }
}

/** How tabs of this browser keep out of each other's way, as far as it lets them. */
export function tabs(): { locks: PaymentLocks; channel: PaymentChannel } {
  const channel = new BroadcastChannel('zos-console-payments')
  const locks = globalThis.navigator.locks as LockManager | undefined // absent in old browsers
  return {
    locks: locks
      ? {
          sure: true,
          hold: (id, work, signal) =>
            locks.request(`zos-console.payment.${id}`, signal ? { signal } : {}, work),
        }
      : { sure: false, hold: (_, work) => work() },
    channel: {
      post: (id) => channel.postMessage(id),
      onPost: (listener) =>
        channel.addEventListener('message', ({ data }) => {
          if (typeof data === 'string') listener(data)
        }),
    },
  }
}
