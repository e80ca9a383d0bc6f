import { useQuery } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { existentialDepositQuery } from '#queries/account.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'

/** Told before the first step: the steps after it need the chain, and it does not answer. */
export function ChainSilent() {
  // the smallest thing that the chain can be asked for
  const { error, refetch, isFetching } = useQuery(existentialDepositQuery())
  if (!error) return null
  return (
    <Note icon={<Glyph state="warn" />}>
      {messageOf(error)} A key can be made now; its money and its twin have to wait for the chain.{' '}
      {isFetching ? (
        'Asking again.'
      ) : (
        <LinkButton onClick={() => void refetch()}>Ask again</LinkButton>
      )}
    </Note>
  )
}
