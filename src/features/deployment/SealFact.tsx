import ShieldCheck from 'lucide-react/icons/shield-check'
import ShieldQuestion from 'lucide-react/icons/shield-question-mark'
import ShieldX from 'lucide-react/icons/shield-x'
import { Link } from 'wouter'
import { paths } from '#paths.ts'
import type { Subject } from '#queries/deployment.ts'
import type { SealWords } from '#queries/sealwords.ts'
import s from './seal.module.css'
import { useWatched } from './watched.ts'

const shields = { ok: ShieldCheck, error: ShieldX, warn: ShieldQuestion }

/** Whether the node runs what was signed, in a word that leads to the whole of it. */
export function SealFact({ subject, words }: { subject: Subject; words: SealWords }) {
  const watched = useWatched()
  if (words.state === 'busy') return null
  const Shield = shields[words.state]
  return (
    <Link
      href={paths.deployment(subject.node.nodeId, subject.contractId, 'signatures', watched)}
      title={words.sentence}
      className={`${s.seal} ${s[words.state]}`}
    >
      <Shield size={14} strokeWidth={1.7} aria-hidden="true" />
      <span>{words.word}</span>
    </Link>
  )
}
