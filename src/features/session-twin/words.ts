import { exact } from '#lib/money.ts'
import { fromSs58 } from '#lib/ss58.ts'
import { longSpan } from '#lib/time.ts'
import { group } from '#lib/units.ts'
import type { Kyc } from '#queries/kyc.ts'
import type { Publishing } from '#queries/identitychain.ts'
import { HOURS, LATER, type Loss, MACHINE, type Suggestion } from '#queries/sessiontwin.ts'
import type { State } from '#ui/State.tsx'

/** What a session twin is, in half a minute (facts: rmb.md section 7.5, C and D). */
export const about: readonly { title: string; says: string }[] = [
  {
    title: 'What it is',
    says: 'A key made in this browser, with an account, a twin and a little money of its own. Your wallet and your main key stay where they are.',
  },
  {
    title: 'It can',
    says: 'Ask every node everything that any twin may ask, with no wallet prompt for each.',
  },
  {
    title: 'It cannot',
    says: 'Deploy, as long as it is not verified: that takes a mnemonic, and it has none. See or change your main twin’s deployments, or act for your farm: nodes know it as somebody else.',
  },
  {
    title: 'At risk',
    says: 'Its balance. The key exists in this browser alone: clearing the site’s data or losing the password loses it.',
  },
]

/** TFT to the last digit that counts: `0.0010183 TFT`, `3.00 TFT`. */
export const tft = (units: bigint): string => `${exact(units)} TFT`

/** Why no money is taken for deploying: no node would accept what it pays for. */
export const notToDeploy =
  'Not yet: nodes deploy for verified twins only, and verifying takes a mnemonic, which a session twin has none of. To deploy, unlock a twin that is verified.'

/** What a part of the suggested amount is for. */
export const partWords: Record<Suggestion['parts'][number]['what'], string> = {
  twin: 'Accept the terms, make the twin',
  later: `Fees of ${LATER} later transactions`,
  deposit: 'Least that an account may hold',
  machine: `${HOURS} hours of a small machine`,
  rounding: 'Rounded up',
}

/** What that machine is, at a price without discount. */
export const machineWords = `The machine: ${MACHINE.cores} cores, ${MACHINE.memoryGiB} GiB of memory and ${MACHINE.diskGiB} GiB of fast disk, with no discount.`

/** About how many bits a guesser needs; length counts most, as where other keys are kept. */
function bitsOf(password: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password))
  return new Set(password).size < 4 ? 0 : password.length * (2 + kinds.length * 0.6)
}
const WEAK = 36

/** A hint about a new password. */
export function strength(password: string): string {
  if (password === '') {
    return 'It seals the only copy of the key, and cannot be recovered. Three or four plain words are good.'
  }
  const bits = bitsOf(password)
  if (bits < WEAK) return 'Too weak: whoever copies this browser’s files could guess it.'
  return bits < 56 ? 'Fair: a word or two more make it strong.' : 'Strong.'
}

/** What stands in the way of a new password, a weak one too: what it seals has no other copy, and money hangs on it. */
export function passwordFault(
  typed: string,
  again: string,
): { field: 'password' | 'again'; says: string } | undefined {
  if (typed === '') return { field: 'password', says: 'Choose a password first.' }
  if (bitsOf(typed) < WEAK) {
    return {
      field: 'password',
      says: 'This could be guessed, and the key’s money taken. Make it longer: three or four plain words do.',
    }
  }
  if (again === '') return { field: 'again', says: 'Type it a second time.' }
  return typed === again ? undefined : { field: 'again', says: 'The two passwords differ.' }
}

export const relayWords: Record<Publishing['relay'], { state: State; word: string }> = {
  ours: { state: 'ok', word: 'published' },
  none: { state: 'warn', word: 'none published' },
  other: { state: 'warn', word: 'another relay' },
  unknown: { state: 'unknown', word: 'not needed here' },
}

export const keyWords: Record<Publishing['key'], { state: State; word: string }> = {
  ours: { state: 'ok', word: 'published' },
  none: { state: 'warn', word: 'none published' },
  other: { state: 'error', word: 'another key is published' },
  unreadable: { state: 'unknown', word: 'published; unlock to compare' },
}

/** What KYC says of the twin, and what follows for what it may do. */
export function kycWords(kyc: Kyc): { state: State; word: string; means: string | undefined } {
  switch (kyc.state) {
    case 'verified':
      return { state: 'ok', word: 'verified', means: undefined }
    case 'unverified':
      return {
        state: 'warn',
        word: kyc.status === 'UNVERIFIED' ? 'not verified' : kyc.status.toLowerCase(),
        means:
          'Nodes answer it all the same, and refuse its deployments until it is verified. The KYC service verifies a twin for whoever signs with its own key; the grid’s dashboard does that with a mnemonic, which a session twin has none of. To deploy today, unlock a twin that is verified.',
      }
    case 'unknown':
      return { state: 'unknown', word: 'could not be checked', means: kyc.why }
    default:
      return kyc satisfies never
  }
}

/** A count with its noun: `1 contract`, `3 contracts`. */
export const counted = (n: number, noun: string): string =>
  `${group(n)} ${noun}${n === 1 ? '' : 's'}`

const NAMED = 6

/** A few names, then how many more. */
export function named(names: readonly string[]): string {
  const rest = names.length - NAMED
  return rest > 0 ? `${names.slice(0, NAMED).join(', ')} and ${group(rest)} more` : names.join(', ')
}

/** What goes with the key, a line each. */
export function lossLines({ money, contracts, twin }: Loss): string[] {
  const lines: string[] = []
  if (money === undefined) {
    lines.push('Its balance, which could not be read: nobody can move it any more.')
  } else if (money > 0n) {
    lines.push(`${tft(money)}: nobody can move it any more.`)
  }
  if (contracts === undefined && twin !== null) {
    lines.push('Its contracts, which could not be read: nobody can end or change them any more.')
  } else if (contracts && contracts.length > 0) {
    lines.push(
      `${counted(contracts.length, 'active contract')} (${named(contracts)}): they bill until its money ends, then they end with all their data. Nobody can end or change them before.`,
    )
  }
  if (twin !== null) lines.push(`Twin ${twin} itself: nobody can speak as it any more.`)
  lines.push('The key, of which there is no other copy.')
  return lines
}

/** What is left behind by a sweep, a line each; none where nothing is. */
export function sweepLines(contracts: readonly string[] | undefined, held: bigint): string[] {
  const lines: string[] = []
  if (contracts === undefined) {
    lines.push('Its contracts could not be read. Where it has any, they end for want of money.')
  } else if (contracts.length > 0) {
    const one = contracts.length === 1
    lines.push(
      `${counted(contracts.length, 'active contract')} (${named(contracts)}) ${one ? 'goes' : 'go'} on billing. Without money ${one ? 'it is' : 'they are'} paused, and ${one ? 'ends with its' : 'end with their'} data after 14 days.`,
    )
  }
  if (held > 0n) lines.push(`${tft(held)} stay behind: they are held for its contracts.`)
  return lines
}

const WEEK_S = 7 * 86_400

/** When the money ends, from when it was read (Unix ms), and whether that is within a week. */
export function runsOutWords(
  endsAt: number | undefined,
  readAt: number,
): { soon: boolean; words: string } {
  if (endsAt === undefined) return { soon: false, words: 'never' }
  const left = (endsAt - readAt) / 1000
  if (left < 3600) return { soon: true, words: 'now: less than an hour is left' }
  const day = new Date(endsAt).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return { soon: left < WEEK_S, words: `${day}, in ${longSpan(left)}` }
}

/** What is wrong with the account that money is to go back to; undefined when nothing is. */
export function targetFault(typed: string, own: string): string | undefined {
  const address = typed.trim()
  if (address === '') return 'Where to? Connect the wallet, or type an account.'
  if (address === own) return 'This is the session twin’s own account.'
  return fromSs58(address)
    ? undefined
    : 'This is no account address. Check it for a typing mistake.'
}
