import Box from '@mui/material/Box'
import type { useSeal } from '#queries/seal.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { Chip, Glyph } from '#ui/State.tsx'
import { Faint, Note, Quiet } from '#ui/text.tsx'
import { DifferenceTable } from './DifferenceTable.tsx'

/** The verdict on the seal: its word, what was found, what the colour means, and what differs. */
export function SealView({
  seal,
  onAgain,
  onBring,
}: {
  seal: ReturnType<typeof useSeal>
  onAgain: () => void
  onBring: () => void
}) {
  const { query, reading, words, judged, hash } = seal
  if (!judged && query.status === 'error') {
    return (
      <ErrorPanel
        explained={{ ...explain(query.error), sentence: 'The seal could not be looked at.' }}
        onRetry={query.refetch}
        busy={query.isFetching}
      />
    )
  }
  const found = judged?.seal
  const differences = found && 'differences' in found ? found.differences : []
  return (
    <Box sx={{ pt: 3 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '8px 12px', mb: 2 }} role="status">
        <Chip state={words.state}>{words.word}</Chip>
      </Box>
      <Box sx={{ display: 'grid', gap: 1, maxWidth: 640, overflowWrap: 'anywhere' }}>
        <p>{words.sentence}</p>
        {words.advice !== '' && <Quiet>{words.advice}</Quiet>}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, pt: 3 }}>
        <Button size="small" busy={reading.query.isFetching || query.isFetching} onClick={onAgain}>
          Check again
        </Button>
        <Button
          size="small"
          disabledReason={hash ? undefined : "No copy can be compared without the contract's hash."}
          onClick={onBring}
        >
          Compare with a copy of yours
        </Button>
      </Box>
      {differences.length > 0 && <DifferenceTable differences={differences} />}
      {judged?.fault !== undefined && (
        <Note icon={<Glyph state="warn" />}>
          {judged.fault} <Faint>So no copy of what was signed is at hand.</Faint>
        </Note>
      )}
    </Box>
  )
}
