import Download from 'lucide-react/icons/download'
import { Button } from '#ui/Button.tsx'
import { download } from '#ui/download.ts'
import { Menu } from '#ui/Menu.tsx'
import { fileOf, shownOf } from './raw.ts'

/** Gives the deployment as a file, and asks first whether its secrets are to be in it. */
export function DownloadMenu({
  text,
  contractId,
  sent,
  secret,
}: {
  text: string
  contractId: bigint
  sent: boolean
  /** There are secrets in it. */
  secret: boolean
}) {
  const save = (secrets: boolean) =>
    download(
      fileOf(contractId, secrets && secret),
      shownOf(text, { sent, secrets }),
      'application/json',
    )
  const look = {
    size: 'small',
    icon: <Download size={14} strokeWidth={1.7} aria-hidden="true" />,
  } as const
  if (!secret) {
    return (
      <Button {...look} onClick={() => save(true)}>
        Download
      </Button>
    )
  }
  return (
    <Menu
      label="Download"
      align="right"
      items={[
        { label: 'Without secrets', hint: 'Keys and passwords masked', onClick: () => save(false) },
        { label: 'With secrets', hint: 'For your eyes only', onClick: () => save(true) },
      ]}
      trigger={(trigger) => (
        <Button {...look} trigger={trigger.props}>
          Download
        </Button>
      )}
    />
  )
}
