import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Select, TextField } from '#ui/Field.tsx'
import s from './network.module.css'

const OTHER = ' other'

/** One of your networks on this node, or the name of another. A space never begins a network's name. */
export function NetworkChoice({
  networks,
  chosen,
  typing,
  onTyping,
  onChoose,
}: {
  networks: readonly string[]
  chosen: string
  typing: boolean
  onTyping: (typing: boolean) => void
  onChoose: (name: string) => void
}) {
  const [draft, setDraft] = useState(chosen)
  const free = typing || networks.length === 0 || (chosen !== '' && !networks.includes(chosen))
  const look = () => {
    if (draft.trim() !== '') onChoose(draft.trim())
  }
  return (
    <div className={s.choice}>
      {networks.length > 0 && (
        <Select
          label="Network"
          value={free ? OTHER : chosen}
          options={[
            ...networks.map((name) => ({ value: name, label: name })),
            { value: OTHER, label: 'Another network' },
          ]}
          onChange={(name) => {
            onTyping(name === OTHER)
            if (name !== OTHER) onChoose(name)
          }}
        />
      )}
      {free && (
        <div className={s.lookup}>
          <TextField label="Network name" mono value={draft} onChange={setDraft} onEnter={look} />
          <Button
            onClick={look}
            disabledReason={draft.trim() === '' ? 'Type the name of a network.' : undefined}
          >
            Look up
          </Button>
        </div>
      )}
    </div>
  )
}
