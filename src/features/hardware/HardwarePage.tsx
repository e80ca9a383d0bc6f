import { useSearchParams } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { explain } from '#ui/explain.ts'
import { Id } from '#ui/Id.tsx'
import { PageBody, Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Note } from '#ui/text.tsx'
import { Tree } from '#ui/Tree.tsx'
import { glanceOf, treeOf, type Glance } from './hardware.ts'
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
          ) : reading.query.data ? (
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
            <CodeBlock json={dmi} name={`node-${node.nodeId}-dmi.json`} label="DMI as JSON" />
          ) : (
            <>
              <AtAGlance glance={glanceOf(dmi)} />
              <Section title="All of it" remark="as the board tells it">
                <Tree
                  items={treeOf(dmi)}
                  label="Hardware"
                  placeholder="Search serials, parts, sizes"
                  depth={0}
                />
                {dmi.tooling && (
                  <Note>
                    Read by {dmi.tooling.aggregator || 'an unnamed tool'}, decoded by{' '}
                    {dmi.tooling.decoder || 'an unnamed tool'}.
                  </Note>
                )}
              </Section>
            </>
          )
        }
      </QuerySection>
      {(locked || reading.query.status === 'error') && <ProxyCopy node={node} />}
    </PageBody>
  )
}

function AtAGlance({ glance }: { glance: Glance }) {
  return (
    <Properties
      label="At a glance"
      rows={[
        { label: 'System', value: glance.system },
        {
          label: 'Serial number',
          value: glance.serial && <Id value={glance.serial} what="serial number" whole />,
        },
        { label: 'Board', value: glance.board },
        { label: 'BIOS', value: glance.bios },
        { label: 'Processors', value: glance.processors.join(', ') },
        {
          label: 'Memory',
          value: glance.memory.join(', '),
          ...(glance.emptySlots > 0 ? { note: `${glance.emptySlots} slots empty` } : {}),
        },
      ]}
    />
  )
}
