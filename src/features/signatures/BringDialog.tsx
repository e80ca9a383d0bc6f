import Box from '@mui/material/Box'
import { type ChangeEvent, useRef, useState } from 'react'
import { messageOf } from '#lib/error.ts'
import type { Subject } from '#queries/deployment.ts'
import { otherContract } from '#queries/brought.ts'
import { useCopies } from '#queries/seal.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/Field.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import { toast } from '#ui/toast.ts'

/** Characters; more than any deployment has. */
const MOST = 2_000_000

/** A person brings the deployment that was signed, as a file or as text; it is kept when its hash is the contract's. */
export function BringDialog({
  subject,
  hash,
  onClose,
}: {
  subject: Subject
  hash: string
  onClose: () => void
}) {
  const { bring } = useCopies(subject)
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [name, setName] = useState<string>()
  const [fault, setFault] = useState<string>()
  const [odd, setOdd] = useState<string>()
  const [busy, setBusy] = useState(false)

  function write(typed: string) {
    setText(typed)
    setName(undefined)
    setFault(undefined)
    setOdd(undefined)
  }

  async function choose({ target }: ChangeEvent<HTMLInputElement>) {
    const [file] = target.files ?? []
    target.value = '' // the same file may be chosen again
    if (!file) return
    if (file.size > MOST) {
      setFault(`${file.name} is larger than any deployment. Choose the JSON that was signed.`)
      return
    }
    write(await file.text())
    setName(file.name)
  }

  async function compare() {
    setBusy(true)
    try {
      const odd = otherContract(await bring(text, hash), subject.contractId)
      toast({
        sentence: `Your copy is what was signed: it has the hash of contract ${subject.contractId}`,
        more: 'It is kept in this browser.',
        state: odd === undefined ? 'ok' : 'warn',
      })
      // what is odd about it is there to be read, in no haste
      if (odd === undefined) onClose()
      else setOdd(odd)
    } catch (error) {
      setFault(messageOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="Compare with a copy of yours"
      facts={`Contract ${subject.contractId}, node ${subject.node.nodeId}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            kind="primary"
            busy={busy}
            disabledReason={text.trim() === '' ? 'There is nothing to compare yet' : undefined}
            onClick={() => void compare()}
          >
            Compare
          </Button>
        </>
      }
    >
      <TextField
        label="The deployment that was signed, as JSON"
        value={text}
        onChange={write}
        rows={10}
        mono
        hint={name === undefined ? 'Paste it, or choose a file' : `Read from ${name}`}
        {...(fault === undefined ? {} : { error: fault })}
      />
      <input
        ref={picker}
        type="file"
        accept=".json,application/json,text/plain"
        hidden
        aria-label="File with the deployment"
        onChange={(event) => void choose(event)}
      />
      <Box sx={{ pt: 2 }}>
        <Button size="small" onClick={() => picker.current?.click()}>
          Choose a file
        </Button>
      </Box>
      {odd !== undefined && (
        <div role="status">
          <Note icon={<Glyph state="warn" />}>The copy is kept. {odd}</Note>
        </div>
      )}
      <Note>
        It is read in this browser and sent nowhere. It is kept, with its secrets, when its hash is
        the contract's; the workloads may stand in another order.
      </Note>
    </Dialog>
  )
}
