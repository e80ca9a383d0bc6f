import Box from '@mui/material/Box'
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { bytes } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { nothingTold, type Subject, useDeployment } from '#queries/deployment.ts'
import { useGrid } from '#queries/grid.ts'
import { say } from '#ui/announce.ts'
import { Button } from '#ui/Button.tsx'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { PageBody } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Note } from '#ui/text.tsx'
import { useRevealed } from '#ui/useRevealed.ts'
import { ContractSection } from './ContractSection.tsx'
import { DownloadMenu } from './DownloadMenu.tsx'
import { hasSecrets, shownOf } from './raw.ts'

const sizeOf = (text: string) => {
  const { value, unit } = bytes(new TextEncoder().encode(text).length)
  return `${value} ${unit}`
}

/** The deployment as the node sent it, and its contract as the grid proxy tells it. */
export default function RawPage({ subject }: { subject: Subject }) {
  const { contractId } = subject
  const [params, setParams] = useSearchParams()
  const [revealed, setRevealed] = useRevealed()
  const { speaking } = useGrid()
  const reading = useDeployment(subject)
  const text = reading.query.data?.text
  const secret = useMemo(() => text !== undefined && hasSecrets(text), [text])
  const sent = params.get('view') === 'sent'
  const toggleView = () =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (sent) next.delete('view')
      else next.set('view', 'sent')
      return next
    })
  const toggleSecrets = () => {
    setRevealed(!revealed)
    say(revealed ? 'Secrets are hidden' : 'Secrets are shown')
  }
  return (
    <PageBody>
      <QuerySection
        title="As the node sent it"
        remark={text === undefined ? undefined : sizeOf(text)}
        {...reading}
        action={
          text === undefined ? (
            speaking === null && (
              <Button size="small" href={paths.settings('identity')}>
                Unlock a twin
              </Button>
            )
          ) : (
            <DownloadMenu text={text} contractId={contractId} sent={sent} secret={secret} />
          )
        }
        isEmpty={(told) => told === null}
        empty={{
          what: nothingTold(subject),
          advice: 'So there is nothing to show of it.',
        }}
      >
        {(told) =>
          told && (
            <>
              <Box sx={{ display: 'flex', gap: 2, py: 2.5 }}>
                <Button size="small" onClick={toggleView}>
                  {sent ? 'Lay it out' : 'Exactly as sent'}
                </Button>
                {secret && (
                  <Button size="small" onClick={toggleSecrets}>
                    {revealed ? 'Hide secrets' : 'Show secrets'}
                  </Button>
                )}
              </Box>
              <CodeBlock
                text={shownOf(told.text, { sent, secrets: revealed })}
                label="The deployment as JSON"
              />
              {secret && !revealed && (
                <Note>
                  Keys, passwords and values of environments are masked, here and in what is copied.
                </Note>
              )}
            </>
          )
        }
      </QuerySection>
      <ContractSection contractId={contractId} />
    </PageBody>
  )
}
