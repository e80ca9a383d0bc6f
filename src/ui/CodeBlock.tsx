import CopyIcon from 'lucide-react/icons/copy'
import Download from 'lucide-react/icons/download'
import { stringifyJson } from '#lib/json.ts'
import { Button } from './Button.tsx'
import s from './CodeBlock.module.css'
import { useCopy } from './Copy.tsx'
import { download } from './download.ts'

/** Raw text in mono on sunken: readable, copyable, and a file when it has a name. Give `json` or `text`. */
export function CodeBlock({
  text,
  json,
  name,
  label,
}: {
  text?: string
  json?: unknown
  /** File name with its ending; without it there is no download. */
  name?: string
  label: string
}) {
  const [copied, copy] = useCopy()
  const shown = text ?? stringifyJson(json, 2)
  return (
    <div className={s.code}>
      <div className={s.actions}>
        <Button
          size="small"
          kind="text"
          icon={<CopyIcon size={12} strokeWidth={1.8} aria-hidden="true" />}
          onClick={() => copy(shown)}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        {name !== undefined && (
          <Button
            size="small"
            kind="text"
            icon={<Download size={12} strokeWidth={1.8} aria-hidden="true" />}
            onClick={() =>
              download(name, shown, text === undefined ? 'application/json' : 'text/plain')
            }
          >
            Download
          </Button>
        )}
      </div>
      {/* what scrolls must be reachable by keyboard */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={s.text} tabIndex={0} role="group" aria-label={label}>
        {shown}
      </pre>
    </div>
  )
}
