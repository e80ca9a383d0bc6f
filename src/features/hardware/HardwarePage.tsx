import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { explain } from '#ui/explain.ts'
import { PageBody, Section } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Tree } from '#ui/Tree.tsx'
import { AtAGlance } from './AtAGlance.tsx'
import { treeOf, wireOf } from './hardware.ts'
import { ProxyCopy } from './ProxyCopy.tsx'

/** Virtual machines have no tables that dmidecode could read (facts: node-api.md 1.1, 7.16). */
const explained = (nodeId: number, command: string) => (error: unknown) => {
  const told = explain(error, command)
  if (!told.details?.includes('exit status')) return told
  return {
    ...told,
    sentence: `Node ${nodeId} could not read its hardware tables.`,
    advice: 'Its dmidecode failed, which is usual on virtual machines.',
  }
}

/** What the node is made of, by its own DMI tables. */
export default function HardwarePage({ node }: { node: GridNode }) {
  const [search, setSearch] = useSearchParams()
  const raw = search.get('view') === 'json'
  const reading = useReading(node, 'zos.system.dmi')
  const locked = reading.forbidden !== undefined
  const { data } = reading.query
  // sections come in hundreds on large boards: not again at every tick of a stamp
  const tree = useMemo(() => (data ? treeOf(data) : []), [data])
  const toggle = () =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (raw) next.delete('view')
      else next.set('view', 'json')
      return next
    })
  return (
    <PageBody>
      <QuerySection
        title="Hardware"
        {...reading}
        explain={explained(node.nodeId, reading.command)}
        action={
          locked ? (
            <Button size="small" href={paths.settings('identity')}>
              Unlock a twin
            </Button>
          ) : data?.sections.length ? (
            <Button size="small" onClick={toggle}>
              {raw ? 'Show as tree' : 'Show raw JSON'}
            </Button>
          ) : undefined
        }
        isEmpty={(dmi) => dmi.sections.length === 0}
        empty={{
          what: 'This node tells nothing of its hardware.',
          advice: 'Its DMI tables are empty, which is usual on virtual machines.',
        }}
      >
        {(dmi) =>
          raw ? (
            <CodeBlock
              json={wireOf(dmi)}
              name={`node-${node.nodeId}-dmi.json`}
              label="DMI as JSON"
            />
          ) : (
            <AtAGlance dmi={dmi} />
          )
        }
      </QuerySection>
      {tree.length > 0 && !raw && (
        <Section title="All of it" remark="As its makers wrote it, section by section">
          <Tree
            items={tree}
            label="Hardware"
            placeholder="Search serials, parts, sizes"
            depth={0}
          />
        </Section>
      )}
      {(locked || reading.query.status === 'error') && <ProxyCopy node={node} />}
    </PageBody>
  )
}
