import FileKey from 'lucide-react/icons/file-key'
import { useRef, useState } from 'react'
import type { KeystoreFacts } from '#queries/keystorefile.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Mono } from '#ui/text.tsx'
import s from './settings.module.css'

/** Takes a keystore file, dropped or chosen, and shows what it says of itself. */
export function KeystoreFile({
  facts,
  missing,
  onFile,
}: {
  facts: KeystoreFacts | null
  missing: boolean
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file) onFile(file)
    // the same file can be chosen again
    if (input.current) input.current.value = ''
  }
  return (
    <div
      className={over ? `${s.drop} ${s.over}` : s.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <p>
        The JSON file that Polkadot{'{.js}'} writes under “Export account”. It is read here and
        never sent anywhere.
      </p>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Keystore file"
        className={s.fileInput}
        tabIndex={-1}
        onChange={(event) => take(event.target.files)}
      />
      <Actions>
        <Button
          icon={<FileKey size={14} strokeWidth={1.7} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {facts ? 'Choose another file' : 'Choose file'}
        </Button>
        <span className={s.remark}>or drop it here</span>
      </Actions>
      {missing && (
        <p className={s.error} role="alert">
          Choose the keystore file first.
        </p>
      )}
      {facts && (
        <div role="status">
          <Properties
            label="Keystore"
            rows={[
              { label: 'Account', value: <Id value={facts.address} what="account" /> },
              { label: 'Curve', value: <Mono>{facts.curve}</Mono> },
            ]}
          />
          <p className={s.quiet}>
            {facts.curve === 'ed25519'
              ? 'This file holds the whole secret: messages, contracts and enciphered answers all work.'
              : 'An sr25519 file signs everything, but lacks the secret that encrypted answers are opened with. Where the twin publishes an encryption key on chain, answers cannot be read until that key is replaced; the page offers it once the twin speaks.'}
          </p>
        </div>
      )}
    </div>
  )
}
