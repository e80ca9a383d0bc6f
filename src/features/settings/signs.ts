import { can } from '#node/can.ts'
import { actorOf } from '#queries/identitychain.ts'
import type { SigningAccount, Who } from '#queries/who.ts'
import type { State } from '#ui/State.tsx'

/** One thing that is signed, by whom at this moment, and what it takes. */
export interface Sign {
  key: 'speaks' | 'signs' | 'pays' | 'owns'
  /** In a person's words, and the machine's name of what is signed. */
  does: string
  what: string
  state: State
  who: string
  /** The account behind it, if one is. */
  address: string | undefined
  asks: string
}

const keyWords = { vault: 'its key', session: 'its session key', keystore: 'its keystore key' }
const byWords = (account: SigningAccount) =>
  account.kind === 'wallet' ? `${account.name}, in the wallet` : account.name

/** Who speaks, signs, pays and owns in the present state. `verified` as in `can.deploy`. */
export function signsNow(who: Who, verified: boolean | undefined): Sign[] {
  const { speaking, account } = who
  const actor = actorOf(who, verified)
  const deploy = can.deploy(actor)
  const wallet = account?.kind === 'wallet'
  const prompt = wallet ? 'One prompt of the wallet each' : 'The console asks'
  return [
    {
      key: 'speaks',
      does: 'Speaks to nodes',
      what: 'each message, an envelope',
      state: speaking ? 'ok' : 'unknown',
      who: speaking ? `twin ${speaking.twin}, ${keyWords[speaking.kind]}` : 'nobody',
      address: speaking?.address,
      asks: speaking
        ? 'None'
        : wallet
          ? 'A wallet cannot sign messages to nodes.'
          : 'Nodes answer to twins only.',
    },
    {
      key: 'signs',
      does: 'Signs deployments',
      what: 'each version’s hash',
      state: !account ? 'unknown' : deploy.ok ? 'ok' : 'warn',
      who: account ? byWords(account) : 'nobody',
      address: account?.address,
      asks: account ? prompt : 'No account is here.',
    },
    {
      key: 'pays',
      does: 'Pays and signs on chain',
      what: 'transactions, extrinsics',
      state: account ? 'ok' : 'unknown',
      who: account ? byWords(account) : 'nobody',
      address: account?.address,
      asks: account ? prompt : 'No account is here.',
    },
    {
      key: 'owns',
      does: 'Owns what is deployed',
      what: 'the contract',
      state: deploy.ok ? 'ok' : account ? 'warn' : 'unknown',
      who: typeof actor.signer?.twin === 'number' ? `twin ${actor.signer.twin}` : 'nobody',
      // a contract belongs to the account that signs it
      address: typeof actor.signer?.twin === 'number' ? account?.address : undefined,
      asks: deploy.ok ? 'Its account ends and pays contracts.' : deploy.reason,
    },
  ]
}
