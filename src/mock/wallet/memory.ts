import { z } from 'zod'
import { parseJson, stringifyJson } from '#lib/json.ts'

/** A chain that a site made known, as its extension keeps it; `metaCalls` is base64 of metadata v14. */
const chain = z.object({
  chain: z.string(),
  genesisHash: z.string(),
  specVersion: z.number(),
  metaCalls: z.string().optional(),
})
const schema = z.object({ sites: z.array(z.string()), chains: z.array(chain) })

export type KnownChain = z.infer<typeof chain>
type Kept = z.infer<typeof schema>

/** Where the wallet remembers; `localStorage` is one. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

const KEY = 'demo-wallet'

/** Which sites were let in and which chains are known, over reloads where there is a storage. */
export function createMemory(storage: Storage | undefined) {
  let kept = read()
  function read(): Kept {
    try {
      return schema.parse(parseJson(storage?.getItem(KEY) ?? ''))
    } catch {
      return { sites: [], chains: [] } // nothing kept, or by another version
    }
  }
  function keep(next: Kept) {
    kept = next
    try {
      storage?.setItem(KEY, stringifyJson(next))
    } catch {
      // a full or forbidden storage: it is remembered until the reload
    }
  }
  return {
    chains: () => kept.chains,
    isLetIn: (site: string) => kept.sites.includes(site),
    letIn(site: string) {
      keep({ ...kept, sites: [...kept.sites, site] })
    },
    forget(site: string) {
      keep({ ...kept, sites: kept.sites.filter((one) => one !== site) })
    },
    /** One version of a chain at a time: by genesis hash alone (facts: tfchain.md section 14). */
    know({ chain, genesisHash, specVersion, metaCalls }: KnownChain) {
      const others = kept.chains.filter((one) => one.genesisHash !== genesisHash)
      const own = { chain, genesisHash, specVersion, ...(metaCalls !== undefined && { metaCalls }) }
      keep({ ...kept, chains: [...others, own] })
    },
  }
}

export type Memory = ReturnType<typeof createMemory>
