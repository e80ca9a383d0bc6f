import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ago } from '#lib/time.ts'
import type { Subject } from '#queries/deployment.ts'
import { twinContractsQuery } from '#queries/deployments.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { TextField } from '#ui/Field.tsx'
import { Popover } from '#ui/Popover.tsx'
import { Faint, Note } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import { readOther, type View } from './address.ts'
import { fitting, othersOf } from './others.ts'
import s from './timeline.module.css'

type Other = NonNullable<View['other']>

/** Chooses another deployment to be drawn beneath: one of the twin's, or any by its numbers. */
export function CompareMenu({
  subject,
  onCompare,
}: {
  subject: Subject
  onCompare: (other: Other) => void
}) {
  return (
    <Popover
      label="Compare with another deployment"
      align="right"
      trigger={(trigger) => (
        <Button size="small" trigger={trigger.props}>
          Compare
        </Button>
      )}
    >
      {(close) => (
        <Choice
          subject={subject}
          onCompare={(other) => {
            close()
            onCompare(other)
          }}
        />
      )}
    </Popover>
  )
}

/** Chosen by a part of its name or of its numbers, or by typing both numbers. */
function Choice({ subject, onCompare }: Parameters<typeof CompareMenu>[0]) {
  const { speaking } = useGrid()
  const twin = subject.owner ?? speaking
  const query = useQuery({ ...twinContractsQuery(twin ?? 0), enabled: twin !== null })
  const now = useNow()
  const [typed, setTyped] = useState('')
  const others = useMemo(
    () => othersOf(query.data?.contracts ?? [], subject.contractId),
    [query.data, subject.contractId],
  )
  const found = fitting(others, typed)
  const other =
    readOther(typed) ?? (typed.trim() !== '' && found.length === 1 ? found[0] : undefined)
  const numbers = /^[\d\s:/]+$/.test(typed) && typed.trim() !== ''
  const choose = ({ nodeId, contractId }: Other) => onCompare({ nodeId, contractId })
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (other) choose(other)
      }}
    >
      <TextField
        label="Name, or node and contract"
        placeholder="workers, or 11:41540"
        value={typed}
        onChange={setTyped}
        hint={
          other
            ? `Enter compares with contract ${other.contractId} on node ${other.nodeId}.`
            : 'Numbers with a colon between, as 11:41540: node, then contract.'
        }
        error={
          numbers && !other && found.length === 0
            ? 'Type both numbers with a colon between, as 11:41540: node, then contract.'
            : undefined
        }
      />
      <Button
        type="submit"
        disabledReason={other ? undefined : 'Choose one below, or type both numbers.'}
      >
        Compare
      </Button>
      {query.status === 'error' && <Note>The other contracts could not be listed.</Note>}
      {query.status === 'success' && (
        <p role="status">
          <Faint>
            {found.length === others.length
              ? `${others.length} other deployments, newest first`
              : `${found.length} of ${others.length} deployments`}
          </Faint>
        </p>
      )}
      {found.length > 0 && (
        <ul className={s.others} aria-label="Deployments of this twin">
          {found.map((one) => (
            <li key={String(one.contractId)}>
              <button type="button" className={s.pick} onClick={() => choose(one)}>
                <span className={s.named}>{one.name || `Contract ${one.contractId}`}</span>{' '}
                <Faint>
                  {one.nodeId}:{String(one.contractId)}
                </Faint>{' '}
                <span className={s.age}>
                  <Faint>{ago(Math.max(0, now / 1000 - one.createdAt))}</Faint>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
