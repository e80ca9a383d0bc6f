import type { ReactNode } from 'react'
import type { LooseWorkload } from '#gridtypes/deployment.ts'
import type { GridTypesError } from '#gridtypes/error.ts'
import { writeJson } from '#gridtypes/secrets.ts'
import { lookOf } from '#queries/states.ts'
import { Copy } from '#ui/Copy.tsx'
import { Section } from '#ui/Page.tsx'
import { Secret } from '#ui/Secret.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { DiskFacts, QsfsFacts, ZdbFacts } from './Disks.tsx'
import { MachineFacts } from './Machine.tsx'
import { GatewayFacts, IpFacts, NetworkFacts, ZlogsFacts } from './Nets.tsx'
import s from './pieces.module.css'
import { Remarks } from './Remarks.tsx'
import type { Scene } from './scene.ts'
import { Told } from './Told.tsx'

/** A workload as fits its type: how it is, since when, what it is. `chosen` is the one the address names. */
export function WorkloadPanel({
  workload,
  scene,
  chosen,
  framed = false,
}: {
  workload: LooseWorkload
  scene: Scene
  chosen: boolean
  /** Stands in a frame of its own: that it is the chosen one need not be marked. */
  framed?: boolean
}) {
  const { name, type, version, result } = workload
  return (
    <div
      className={chosen && !framed ? `${s.panel} ${s.chosen}` : s.panel}
      ref={chosen ? arrive : undefined}
      tabIndex={chosen ? -1 : undefined}
    >
      <Section
        title={name || 'unnamed'}
        remark={type || 'of no type'}
        stamps={
          <>
            <StateWord state={lookOf(result.state)}>{result.state || 'not processed'}</StateWord>
            <Faint>version {version}</Faint>
            <Faint>
              {result.created > 0n ? <Time seconds={result.created} /> : 'no time told'}
            </Faint>
          </>
        }
      >
        {'fault' in workload && <Unknown fault={workload.fault} />}
        <Told workload={workload} scene={scene} />
        {factsOf(workload, scene)}
        <Remarks of={workload} name={name} />
      </Section>
    </div>
  )
}

/** The panel that the address names comes into sight, and readers and keys go on from there. */
const arrive = (panel: HTMLElement | null) => {
  panel?.scrollIntoView({ block: 'nearest' })
  panel?.focus({ preventScroll: true })
}

function factsOf(workload: LooseWorkload, scene: Scene): ReactNode {
  if ('fault' in workload) return <Unread workload={workload} />
  switch (workload.type) {
    case 'zmachine':
    case 'zmachine-light':
      return <MachineFacts workload={workload} scene={scene} />
    case 'zmount':
    case 'volume':
      return <DiskFacts workload={workload} />
    case 'zdb':
      return <ZdbFacts workload={workload} />
    case 'qsfs':
      return <QsfsFacts workload={workload} />
    case 'network':
    case 'network-light':
      return <NetworkFacts workload={workload} />
    case 'ip':
    case 'ipv4':
      return <IpFacts workload={workload} />
    case 'gateway-name-proxy':
    case 'gateway-fqdn-proxy':
      return <GatewayFacts workload={workload} scene={scene} />
    case 'zlogs':
      return <ZlogsFacts workload={workload} scene={scene} />
    default:
      return workload satisfies never
  }
}

/** Why a workload is shown as it is: a type that nobody knows any more or not yet, or data of another form. */
const Unknown = ({ fault: { code, message } }: { fault: GridTypesError }) => (
  <Note>
    {code === 'type'
      ? 'This console does not know workloads of this type, so it is shown as the node keeps it.'
      : 'This console cannot read what is in it, so it is shown as the node keeps it.'}{' '}
    Nodes of today say: <Mono>{message}</Mono>
  </Note>
)

/** Its data, laid out. */
function Unread({ workload }: { workload: LooseWorkload }) {
  const raw = workload.raw ?? 'null'
  const whole = writeJson(raw, { show: true, indent: 2 })
  const masked = writeJson(raw, { indent: 2 })
  return (
    <div className={s.raw}>
      {masked === whole ? (
        <>
          <span>{whole}</span>
          <Copy text={whole} what={`data of ${workload.name}`} />
        </>
      ) : (
        <Secret value={whole} masked={masked} what={`data of ${workload.name}`} />
      )}
    </div>
  )
}
