import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { describeContract } from '#deploy/truth.ts'
import type { Subject } from '#queries/deployment.ts'
import { twinContractsQuery } from '#queries/deployments.ts'
import { useGrid } from '#queries/grid.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { TextField } from '#ui/Field.tsx'
import { Popover } from '#ui/Popover.tsx'
import { Faint, Note } from '#ui/text.tsx'
import { readOther, type View } from './address.ts'
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

function Choice({ subject, onCompare }: Parameters<typeof CompareMenu>[0]) {
  const { speaking } = useGrid()
  const twin = subject.owner ?? speaking
  const query = useQuery({ ...twinContractsQuery(twin ?? 0), enabled: twin !== null })
  const [typed, setTyped] = useState('')
  const other = readOther(typed)
  const others = (query.data?.contracts ?? []).flatMap(({ contract_id, details }) =>
    details.nodeId === null || contract_id === subject.contractId
      ? []
      : [
          {
            nodeId: details.nodeId,
            contractId: contract_id,
            name: describeContract(details.deployment_data).name,
          },
        ],
  )
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (other) onCompare(other)
      }}
    >
      <TextField
        label="Node and contract"
        placeholder="11:41540"
        mono
        value={typed}
        onChange={setTyped}
        error={typed !== '' && !other ? 'Two numbers with a colon: node:contract.' : undefined}
      />
      <Button type="submit" disabledReason={other ? undefined : 'Type both numbers first.'}>
        Compare
      </Button>
      {query.status === 'error' && <Note>The other contracts could not be listed.</Note>}
      {others.length > 0 && (
        <ul className={s.others} aria-label="Deployments of this twin">
          {others.map(({ nodeId, contractId, name }) => (
            <li key={String(contractId)}>
              <LinkButton onClick={() => onCompare({ nodeId, contractId })}>
                {name || `Contract ${contractId}`}{' '}
                <Faint>
                  {nodeId}:{String(contractId)}
                </Faint>
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
