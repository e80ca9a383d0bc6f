import type { GridNode } from '#gridproxy/schemas.ts'
import { testify } from '#queries/witness.ts'
import { useWitnesses } from '#queries/witnesses.ts'
import { Columns, PageBody, Section } from '#ui/Page.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
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
        <Note icon={<Glyph state={verdict.state} label={verdict.word} />}>{verdict.sentence}</Note>
        {[lines.node, lines.proxy, lines.chain].map(({ source, text, title, old }) => (
          <Note key={source}>
            <Witness source={source} old={old}>
              {text}
            </Witness>{' '}
            {title}
          </Note>
        ))}
      </Section>
      <Columns even main={<SystemFacts node={node} />} side={<GridFacts node={node} />} />
      <Modules node={node} />
      <Performance node={node} />
    </PageBody>
  )
}
