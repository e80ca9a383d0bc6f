/** Where a network's services are. Addresses of the four public ones: facts of the grid's own clients. */
export interface Network {
  name: NetworkName
  /** Base of the grid proxy, without a slash at the end. */
  gridproxy: string
  /** Base of the relay, ws or wss, without the token. A twin's relay on chain carries no port, so this is always used. */
  relay: string
  chain: string
  /** Where a new account asks for its first money: the whole address of the POST. Absent: nobody gives any here. */
  activation?: string
  /** Base of the service that nodes ask whether a twin is verified, without a slash at the end. Absent: not known. */
  kyc?: string
  /** The document that a new account accepts; its text is fetched, shown and hashed. */
  terms?: string
}

export type NetworkName = 'main' | 'test' | 'qa' | 'dev' | 'demo' | 'custom'

/** What the grid's own clients let people accept (facts: grid-services.md D.3). */
const TERMS =
  'https://raw.githubusercontent.com/threefoldtech/info_grid/development/labs/docs/knowledge_base/terms_conditions_all3/terms_conditions_all3.md'

const host = (name: string) => (name === 'main' ? 'grid.tf' : `${name}.grid.tf`)
const publicNetwork = (name: 'main' | 'test' | 'qa' | 'dev'): Required<Network> => ({
  name,
  gridproxy: `https://gridproxy.${host(name)}`,
  relay: `wss://relay.${host(name)}`,
  chain: `wss://tfchain.${host(name)}/ws`,
  activation: `https://activation.${host(name)}/activation/activate`,
  // on main the nodes ask another host than the clients (facts: grid-services.md A.0), and theirs is the answer that counts
  kyc: name === 'main' ? 'https://kyc.threefold.me' : `https://kyc.${host(name)}`,
  terms: TERMS,
})

export const networks = {
  main: publicNetwork('main'),
  test: publicNetwork('test'),
  qa: publicNetwork('qa'),
  dev: publicNetwork('dev'),
  /** Answered by the demo grid inside this page; the names resolve nowhere. */
  demo: {
    name: 'demo',
    gridproxy: 'https://gridproxy.demo.invalid',
    relay: 'wss://relay.demo.invalid',
    chain: 'wss://tfchain.demo.invalid/ws',
    activation: 'https://activation.demo.invalid/activation/activate',
    kyc: 'https://kyc.demo.invalid',
    terms: 'https://terms.demo.invalid/terms.md',
  },
} as const satisfies Record<Exclude<NetworkName, 'custom'>, Network>

/**
 * Says in words what is wrong with an endpoint that a person types, or undefined when it is fine.
 * `schemes` are the allowed ones; plain ones only for this machine, since the page itself is https.
 */
export function endpointFault(kind: 'http' | 'ws', typed: string): string | undefined {
  if (typed.trim() === '') return 'Needed.'
  let url: URL
  try {
    url = new URL(typed.trim())
  } catch {
    return `Not an address. Write it like ${kind === 'http' ? 'https://gridproxy.example.org' : 'wss://relay.example.org'}.`
  }
  const secure = `${kind}s:`
  const local = ['localhost', '127.0.0.1'].includes(url.hostname)
  if (url.protocol !== secure && !(local && url.protocol === `${kind}:`)) {
    return url.protocol === `${kind}:`
      ? `Only on this machine may it be ${kind}://; elsewhere use ${secure}//.`
      : `Must begin with ${secure}//.`
  }
  if (url.username || url.password) return 'Must not carry a user name or password.'
  if (url.search || url.hash) return 'Must not carry a query or fragment.'
  return undefined
}
