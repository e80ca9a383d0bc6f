import { concat, fromHex, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import type { Curve } from '#rmb/identity.ts'
import { keyPair, miniSecret, type KeyPair } from '#rmb/keys.ts'
import type { KnownChain, Memory } from './memory.ts'
import { signedPayload, type PayloadJson } from './payload.ts'
import {
  accessSheet,
  bytesSheet,
  metadataSheet,
  payloadSheet,
  type AskPerson,
  type Sheet,
} from './sheet.ts'
import { ordinary, type Switches } from './switches.ts'

/** An account of the demo wallet; its secret is worth nothing outside the demo. */
export interface DemoAccount {
  name: string
  curve: Curve
  /** Words or a hex seed. */
  secret: string
}

interface Listed {
  address: string
  genesisHash: string | null
  name: string
  type: Curve | 'ecdsa'
}

/** Of no chain that the console knows. */
const ELSEWHERE = `0x${'5e'.repeat(32)}`

export interface DemoExtensionOptions {
  accounts: () => Promise<readonly DemoAccount[]>
  ask: AskPerson
  memory: Memory
  /** Where the site is; extensions know it by themselves. */
  site: string
  switches?: Partial<Switches>
}

/** The first byte of a MultiSignature (facts: tfchain.md section 11). */
const TYPE_BYTE = { ed25519: 0, sr25519: 1 } as const satisfies Record<Curve, number>

const [OPEN, SHUT] = [utf8('<Bytes>'), utf8('</Bytes>')]
const starts = (bytes: Uint8Array, prefix: Uint8Array) =>
  bytes.length >= prefix.length && prefix.every((byte, i) => bytes[i] === byte)

/**
 * What the real extension signs of bytes: 0x-hex is read as such, anything else as text, and all of it goes
 * between tags unless it is there already (facts: rmb.md section 7.1, node-api.md section 4).
 */
export function wrap(data: string): Bytes {
  const bytes = (data.startsWith('0x') ? fromHex(data) : undefined) ?? utf8(data)
  const isWrapped =
    bytes.length >= OPEN.length + SHUT.length &&
    starts(bytes, OPEN) &&
    starts(bytes.subarray(bytes.length - SHUT.length), SHUT)
  return isWrapped ? bytes : concat(OPEN, bytes, SHUT)
}

/**
 * The demo's wallet extension: what it leaves in the page is an entry of `window.injectedWeb3`, and what it
 * says, signs and throws is what Polkadot{.js} says, signs and throws.
 */
export function createDemoExtension({
  accounts,
  ask,
  memory,
  site,
  ...rest
}: DemoExtensionOptions) {
  let switches: Switches = { ...ordinary, ...rest.switches }
  const listeners = new Set<(list: Listed[]) => void>()
  let asking: Promise<unknown> = Promise.resolve()
  let accessAsked = false
  let last = 0
  let keys: Promise<{ account: DemoAccount; pair: KeyPair; address: string }[]> | undefined

  /** The keys are made when they are first needed: words take some 10 ms each. */
  function held() {
    keys ??= accounts().then((list) =>
      Promise.all(
        list.map(async (account) => {
          const pair = await keyPair(miniSecret(account.secret), account.curve)
          return { account, pair, address: toSs58(pair.account) }
        }),
      ),
    )
    return keys
  }
  const shown = async (): Promise<Listed[]> =>
    switches.noAccounts
      ? []
      : (await held()).map(({ account: { name, curve }, address }) => ({
          address,
          genesisHash: switches.otherNetwork ? ELSEWHERE : null,
          name,
          type: switches.onlyEcdsa ? 'ecdsa' : curve,
        }))

  /** One sheet at a time, in the order of the questions. */
  async function approved(sheet: Sheet): Promise<boolean> {
    if (switches.dead) return new Promise<never>(() => {})
    if (switches.slowMs > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, switches.slowMs)
      })
    }
    const answer = asking.then(() => ask(sheet))
    asking = answer.catch(() => {})
    return answer
  }

  async function holder(address: string) {
    const key = fromSs58(address)
    const found = key && (await held()).find((one) => one.address === toSs58(key))
    if (!found || switches.noAccounts) throw new Error('Unable to find keypair')
    const { account, pair } = found
    return { pair, who: { name: account.name, address: found.address, curve: account.curve } }
  }

  async function sign(pair: KeyPair, sheet: Sheet, message: Uint8Array): Promise<Bytes> {
    if (switches.refuse || !(await approved(sheet))) throw new Error('Cancelled')
    // the pair puts a byte of the relay's before it
    return concat((await pair.sign(message)).subarray(1))
  }

  async function enable(app: string) {
    if (switches.refuseAccess) throw new Error('Rejected')
    const by = `${app}, ${site}`
    if (!memory.isLetIn(site)) {
      if (accessAsked) throw new Error(`The source ${site} has a pending authorization request`)
      accessAsked = true
      const sheet = accessSheet(by, (await shown()).length)
      const isIn = await approved(sheet).finally(() => {
        accessAsked = false
      })
      if (!isIn) throw new Error('Rejected')
      memory.letIn(site)
    }
    return {
      accounts: {
        get: shown,
        subscribe(listener: (list: Listed[]) => void) {
          listeners.add(listener)
          void shown().then((list) => {
            if (listeners.has(listener)) listener(list)
          })
          return () => void listeners.delete(listener)
        },
      },
      metadata: {
        get: async () =>
          memory.chains().map(({ genesisHash, specVersion }) => ({ genesisHash, specVersion })),
        async provide(chain: KnownChain): Promise<boolean> {
          const known = memory.chains().find((one) => one.genesisHash === chain.genesisHash)
          if (!(await approved(metadataSheet(by, chain, known)))) throw new Error('Rejected')
          memory.know(chain)
          return true
        },
      },
      signer: {
        async signRaw({ address, data }: { address: string; data: string }) {
          const { pair, who } = await holder(address)
          const message = wrap(data)
          const signature = await sign(pair, bytesSheet(by, who, message), message)
          return { id: ++last, signature: `0x${toHex(signature)}` as const }
        },
        async signPayload(payload: PayloadJson) {
          const { pair, who } = await holder(payload.address)
          const known = memory
            .chains()
            .find(({ genesisHash }) => genesisHash === payload.genesisHash)
          const message = signedPayload(payload)
          const signature = await sign(pair, payloadSheet(by, who, payload, known), message)
          const typed = concat(Uint8Array.of(TYPE_BYTE[pair.curve]), signature)
          return { id: ++last, signature: `0x${toHex(typed)}` as const }
        },
      },
    }
  }

  return {
    /** What stands in `window.injectedWeb3`. */
    hook: { version: '0.1.0', enable },
    switches: (): Switches => switches,
    /** Its accounts, whatever it shows to sites. */
    accounts: async () =>
      (await held()).map(({ account: { name, curve }, address }) => ({ name, curve, address })),
    /** Behaves otherwise from now on; sites are told when their accounts change by it. */
    set(change: Partial<Switches>) {
      const told = ({ noAccounts, onlyEcdsa, otherNetwork }: Switches) =>
        `${noAccounts} ${onlyEcdsa} ${otherNetwork}`
      const before = told(switches)
      switches = { ...switches, ...change }
      if (before === told(switches)) return
      void shown().then((list) => listeners.forEach((listener) => listener(list)))
    },
  }
}
