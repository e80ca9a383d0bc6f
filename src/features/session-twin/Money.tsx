import { exact } from '#lib/money.ts'
import type { TwinFacts } from '#queries/sessiontwin.ts'
import { Quantity } from '#ui/Quantity.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint } from '#ui/text.tsx'
import type { Contracts } from './useContractsOf.ts'
import { counted, runsOutWords } from './words.ts'

/** What an account can spend, and what of it is held for bills. */
export function Spendable({ balance }: Pick<TwinFacts, 'balance'>) {
  const held = balance.free + balance.reserved - balance.usable
  return (
    <span>
      <Quantity value={exact(balance.usable)} unit="TFT" />
      {held > 0n && <Faint> and {exact(held)} TFT held for bills</Faint>}
    </span>
  )
}

/** How many contracts the money pays for, and until when. */
export function RunsOut({ contracts: { names, list, outlook, readAt } }: { contracts: Contracts }) {
  if (names === undefined) {
    return list.status === 'error' ? <Faint>contracts could not be read</Faint> : <Skeleton />
  }
  if (names.length === 0) return <Faint>never: it has no contracts</Faint>
  if (!outlook || readAt === undefined) return <Faint>{counted(names.length, 'contract')}</Faint>
  const { soon, words } = runsOutWords(outlook.endsAt, readAt)
  const text = `${words}, with ${counted(names.length, 'contract')}`
  return soon ? <StateWord state="warn">{text}</StateWord> : <>{text}</>
}
