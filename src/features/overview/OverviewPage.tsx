import Box from '@mui/material/Box'
import type { GridNode } from '#gridproxy/schemas.ts'
import { testify } from '#queries/witness.ts'
import { useWitnesses } from '#queries/witnesses.ts'
import { Columns, PageBody, Section } from '#ui/Page.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Glyph } from '#ui/State.tsx'
import { Faint } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import { GridFacts } from './GridFacts.tsx'
import { Modules } from './Modules.tsx'
import { Performance } from './Performance.tsx'
import { SystemFacts } from './SystemFacts.tsx'

/** What a node is and how it does: verdict, system, place, modules, tests. */
export default function OverviewPage({ node }: { node: GridNode }) {
  const now = useNow()
  const heard = useWitnesses(node)
  const { verdict, ...lines } = testify(heard.node, heard.proxy, now)
  return (
    <PageBody>
      <Section title="Is it up?" remark="Three witnesses, each heard apart">
        <Box sx={{ display: 'flex', gap: 2.5, py: 2.5, '& > svg': { flex: 'none', mt: 1 } }}>
          <Glyph state={verdict.state} label={verdict.word} />
          <span>{verdict.sentence}</span>
        </Box>
        <Box
          component="ul"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', md: 'max-content 1fr' },
            gap: '4px 24px',
            alignItems: 'baseline',
          }}
        >
          {[lines.node, lines.proxy, lines.chain].map(({ source, text, title, old }) => (
            <Box
              component="li"
              key={source}
              sx={{ display: { xs: 'grid', md: 'contents' }, py: { xs: 1, md: 0 } }}
            >
              <Witness source={source} old={old}>
                {text}
              </Witness>
              <Faint>{title}</Faint>
            </Box>
          ))}
        </Box>
      </Section>
      <Columns even main={<SystemFacts node={node} />} side={<GridFacts node={node} />} />
      <Modules node={node} />
      <Performance node={node} />
    </PageBody>
  )
}
