import { amount, exact } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import type { Payment, PaymentStage } from '#queries/payments.ts'
import type { Trouble } from '#queries/trouble.ts'
import type { Explained } from '#ui/explain.ts'

/** USD units, with as many places as a small sum needs. */
export function usd(units: bigint): string {
  if (units === 0n) return '0.00 USD'
  if (units < 10n) return 'less than 0.000001 USD'
  return `${units >= 1_000_000n ? amount(units, 2) : exact((units / 10n) * 10n)} USD`
}

const KEYS: Readonly<Record<string, string>> = {
  wallet: 'wallet',
  vault: 'unlocked key',
  session: 'session key',
  keystore: 'keystore key',
}
/** Who holds the key of an account. */
export const keyWord = (by: string): string => KEYS[by] ?? by

/** An account by its name; a key in this browser is called by what it is. */
export const signerWords = (name: string, by: string): string =>
  by === 'wallet' ? `${name}, in the wallet` : name

/** What a payment waits for at this moment, as one sentence. */
export function stageWords({ stage, by, searched, signed, trouble, block }: Payment): string {
  const words: Readonly<Record<PaymentStage, string>> = {
    asking:
      by === 'wallet'
        ? 'Waiting for your wallet. Approve or refuse it there.'
        : 'The key in this browser signs.',
    signed: 'Signed and noted. It is being sent.',
    ready: 'The chain has taken it. It waits for a block.',
    broadcast: 'The chain has passed it on. It waits for a block.',
    'in-block': 'It is in a block, which is not final yet.',
    retracted: 'Its block was taken back, as happens now and then. It waits for another.',
    searching: block
      ? 'It is in a block, which is not final yet: blocks become final for everybody or for nobody. Nothing need be done.'
      : searched === null || !signed
        ? 'Looking for it in the blocks.'
        : `Looking for it in the blocks: up to ${group(searched)} so far, ${group(signed.dies)} is the last that can carry it.`,
    settled: 'It is settled.',
  }
  if (trouble === null) return words[stage]
  return trouble.code === 'finality-timeout'
    ? 'It is in a block that the network does not make final. The console keeps looking.'
    : 'The console looks for it as soon as the chain answers. It sends nothing again.'
}

const MONEY: Readonly<Record<Trouble['landed'], string>> = {
  no: 'Nothing was paid.',
  yes: 'It is on the chain: the fee is paid, and nothing else was done.',
  unknown:
    'It is not known yet whether it is on the chain. Do not do the same again before it is settled.',
}

const saysIt = /nothing (was|is) (sent|paid|done|signed)|nothing else was done/i

/** Codes after which only something else than trying again helps, and what. */
const NEXT: Readonly<Record<string, string>> = {
  refused: 'Look at it again, then approve it in the wallet or leave it.',
  wallet: 'Open the wallet by its icon and see what it says, then try again.',
  'bad-proof': 'Update the network’s metadata in the wallet, then try again.',
  disconnected: 'Try again when the chain answers.',
  future: 'Wait for the earlier transaction, then try again.',
  priority: 'Wait for the other transaction, then try again.',
  'pool-full': 'Try again in some minutes.',
  expired: 'It can be sent again.',
  usurped: 'See what the other transaction did, then try again if it is still needed.',
  'never-sent': 'Begin anew if it is still needed.',
}

/** A failure in the parts that a panel shows: what happened, what it means for the money, what to do. */
export function explainTrouble({ code, message, details, landed }: Trouble): Explained {
  const money = saysIt.test(message) ? undefined : MONEY[landed]
  const again = /again|later|first\.|choose|sign with/i.test(message) ? undefined : NEXT[code]
  const advice = [money, again].filter((part) => part !== undefined).join(' ')
  return {
    sentence: message,
    ...(advice === '' ? {} : { advice }),
    details: [code, details].filter((part) => part !== undefined).join(' · '),
  }
}
