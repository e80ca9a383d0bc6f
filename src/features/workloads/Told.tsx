import { Link } from 'wouter'
import type { LooseWorkload } from '#gridtypes/deployment.ts'
import { explainMessage, whoseWords } from '#node/errorbook.ts'
import { paths } from '#paths.ts'
import { Copy } from '#ui/Copy.tsx'
import s from './pieces.module.css'
import type { Scene } from './scene.ts'

/** What became of a workload when it is not simply running: cause, next step, and the node's own words. */
export function Told({ workload, scene }: { workload: LooseWorkload; scene: Scene }) {
  const { state, message } = workload.result
  const known = message === '' ? undefined : explainMessage(message)
  const plain = plainly(workload)
  if (state === 'ok' && message === '') return null
  return (
    <div className={s.told}>
      <p className={s.cause}>{plain?.what ?? known?.what ?? unexplained(workload)}</p>
      {plain?.next !== '' && (
        <p className={s.step}>
          {plain?.next ??
            (known
              ? `${whoseWords[known.whose]}. ${known.next}`
              : 'The timeline tells what came before.')}{' '}
          {state !== 'ok' && <Timeline scene={scene} name={workload.name} />}
        </p>
      )}
      {message !== '' && message !== state && (
        <div className={s.raw}>
          <span>{message}</span>
          <Copy text={message} what="the node's words" />
        </div>
      )}
    </div>
  )
}

/** States of which nobody knows why. */
function unexplained({ result: { state, message } }: LooseWorkload): string {
  if (message !== '') return 'The node says why in its own words, which are not in the error book.'
  return state === 'error' || state === 'deleted' || state === 'unchanged'
    ? 'The node gives no reason.'
    : 'The node calls its state by a word that this console does not know.'
}

function Timeline({ scene, name }: { scene: Scene; name: string }) {
  const { node, contractId } = scene.subject
  return (
    <Link href={paths.deployment(node.nodeId, contractId, 'timeline', { workload: name })}>
      Timeline <span className={s.unseen}>of {name}</span>
    </Link>
  )
}

const frozen: Record<string, string> = {
  zmachine: 'Paused: the machine is frozen and keeps its memory and disks.',
  'zmachine-light': 'Paused: the machine is frozen and keeps its memory and disks.',
  zdb: 'Paused: the database is locked and keeps its data.',
  'gateway-name-proxy': 'Paused, though nodes of today leave the site open meanwhile.',
  'gateway-fqdn-proxy': 'Paused, though nodes of today leave the site open meanwhile.',
}

/** States that mean one thing, whatever the message (facts: node-api.md section 5). */
function plainly({ type, result }: LooseWorkload): { what: string; next: string } | undefined {
  switch (result.state) {
    case 'init':
      return {
        what: 'The node is working on it, or has it in its queue.',
        next: 'One thing is done at a time, and an image may take minutes. Waiting changes nothing on the node.',
      }
    case 'paused':
      return {
        what: frozen[type] ?? 'Paused: it is kept as it is.',
        next: '',
      }
    case '':
      return {
        what: 'The node has not looked at it yet.',
        next: 'It stands in the deployment, and nothing was done about it so far.',
      }
    default:
      return undefined
  }
}
