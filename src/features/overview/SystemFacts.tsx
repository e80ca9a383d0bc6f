import type { GridNode } from '#gridproxy/schemas.ts'
import { isLight } from '#node/features.ts'
import { paths } from '#paths.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint, Mono } from '#ui/text.tsx'
import { hypervisorOf, zinitOf } from './overview.ts'
import { Told } from './Told.tsx'

/** What the node says of its own system. */
export function SystemFacts({ node }: { node: GridNode }) {
  const version = useReading(node, 'zos.system.version')
  const hypervisor = useReading(node, 'zos.system.hypervisor').query
  const features = useReading(node, 'zos.system.node_features_get').query
  return (
    <QuerySection
      title="System"
      {...version}
      action={
        version.forbidden === undefined ? undefined : (
          <Button size="small" href={paths.settings('identity')}>
            Unlock a twin
          </Button>
        )
      }
    >
      {({ zos, zinit }) => (
        <Properties
          label="System"
          rows={[
            { label: 'zos', value: zos === '' ? undefined : <Mono>{zos}</Mono> },
            { label: 'zinit', value: <Zinit text={zinit} /> },
            {
              label: 'Hypervisor',
              value: (
                <Told query={hypervisor}>
                  {(word) =>
                    word === '' ? (
                      <span>{hypervisorOf(word)}</span>
                    ) : (
                      <Mono>{hypervisorOf(word)}</Mono>
                    )
                  }
                </Told>
              ),
            },
            {
              label: 'Kind',
              value: (
                <Told query={features}>
                  {(names) => (
                    <span title="By its features: zmachine-light is on light nodes only">
                      {isLight(names) ? 'light node' : 'full node'}
                      {names === null && <Faint> (too old to say so itself)</Faint>}
                    </span>
                  )}
                </Told>
              ),
            },
            {
              label: 'Features',
              value: (
                <Told query={features}>
                  {(names) =>
                    names === null || names.every((name) => name === '') ? (
                      <Faint>not told by this node</Faint>
                    ) : (
                      <Mono>{names.filter(Boolean).join(', ')}</Mono>
                    )
                  }
                </Told>
              ),
            },
          ]}
        />
      )}
    </QuerySection>
  )
}

function Zinit({ text }: { text: string }) {
  const zinit = zinitOf(text)
  if (zinit === null) return <Faint>not told</Faint>
  if ('version' in zinit) return <Mono>{zinit.version}</Mono>
  return (
    <>
      <StateWord state="warn">could not be run by the node</StateWord> <Mono>{zinit.failure}</Mono>
    </>
  )
}
