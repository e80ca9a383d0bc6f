import Box from '@mui/material/Box'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { Section } from '#ui/Page.tsx'
import { Glyph } from '#ui/State.tsx'
import { Mono, Name, Quiet } from '#ui/text.tsx'
import { type Card, type Host, whyNot, type WhyCode } from './gpus.ts'

/** Whether you can have each card, and if not, why and what to do. */
export function Chances({
  cards,
  node,
  twin,
  answers,
}: {
  cards: readonly Card[]
  node: Host
  twin: number | null
  answers: boolean
}) {
  return (
    <Section
      title="Can you have one?"
      remark={twin === null ? 'For whoever has no twin yet' : `For twin ${twin}`}
      action={
        <>
          {twin === null && (
            <Button size="small" href={paths.settings('identity')}>
              Unlock a twin
            </Button>
          )}
          <Button size="small" kind="text" href={paths.nodes({ num_gpu: 1, gpu_available: true })}>
            Nodes with a free GPU
          </Button>
        </>
      }
    >
      <Box component="ul">
        {cards.map((card, i) => {
          const why = whyNot(card, node, twin, answers)
          return (
            <Box
              component="li"
              key={`${i} ${card.id}`}
              sx={{
                display: 'grid',
                gridTemplateColumns: { xs: '12px 1fr', md: '12px minmax(0, 320px) minmax(0, 1fr)' },
                columnGap: { xs: 2.5, md: 4 },
                py: 2,
                alignItems: 'start',
                '& > svg': { mt: 1 },
              }}
            >
              <Glyph state={looks[why.ok ? 'ok' : why.code]} />
              <span>
                <Name>{card.device || 'unnamed'}</Name> <Mono>{card.slot}</Mono>
              </span>
              <Box component="span" sx={{ gridColumn: { xs: 2, md: 3 } }}>
                {why.sentence} <Quiet>{why.next}</Quiet>
              </Box>
            </Box>
          )
        })}
      </Box>
    </Section>
  )
}

const looks = {
  ok: 'ok',
  taken: 'paused',
  rented: 'paused',
  shared: 'paused',
  rentable: 'standby',
  standby: 'standby',
  down: 'error',
} as const satisfies Record<WhyCode | 'ok', string>
