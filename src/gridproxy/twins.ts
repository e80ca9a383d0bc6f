import { type Bytes, fromHex, utf8 } from '#lib/bytes.ts'
import { bounded } from '#lib/reader.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import type { CallOptions, GridProxy } from './client.ts'
import { ProxyError } from './error.ts'

/** What RMB needs of a twin, in plain values. */
export interface DirectoryEntry {
  twin: number
  account: Bytes
  pk?: Bytes
  relay?: string
}

/**
 * Finds twins for RMB; undefined when there is none. Rejects with ProxyError, `bad-address` when the
 * account cannot be read. A public key that is there is always handed on, be it sound or not: whoever
 * enciphers must refuse it, and never take it for absent (facts: rmb.md section 4).
 */
export const twinDirectory =
  (proxy: Pick<GridProxy, 'twins'>) =>
  async (twin: number, options: CallOptions = {}): Promise<DirectoryEntry | undefined> => {
    const { items } = await proxy.twins({ twin_id: twin }, options)
    // a service that ignored the filter must not hand out somebody else's key
    const found = items.find((item) => item.twinId === twin)
    if (!found) return undefined
    const account = fromSs58(found.accountId)
    const pk = fromHex(found.publicKey) ?? utf8(found.publicKey)
    if (!account) {
      throw new ProxyError('bad-address', `The account of twin ${twin} is no SS58 address.`, {
        details: bounded(found.accountId),
      })
    }
    return {
      twin,
      account,
      // '' and '0x' hold no byte: none is published
      ...(pk.length > 0 ? { pk } : {}),
      ...(found.relay === '' ? {} : { relay: found.relay }),
    }
  }

/**
 * The twin id of an account, by its SS58 address in any format; null when the account has no twin.
 * Rejects with ProxyError, `bad-address` when the text is no address.
 */
export const twinOfAccount =
  (proxy: Pick<GridProxy, 'twins'>) =>
  async (address: string, options: CallOptions = {}): Promise<number | null> => {
    const account = fromSs58(address)
    if (!account) throw new ProxyError('bad-address', 'This is no SS58 address.')
    const account_id = toSs58(account) // the service compares texts, written in format 42
    const { items } = await proxy.twins({ account_id }, options)
    return items.find((item) => item.accountId === account_id)?.twinId ?? null
  }
