import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { Section } from '#ui/Page.tsx'
import { Glyph } from '#ui/State.tsx'
import { Mono, Name, Note, Quiet } from '#ui/text.tsx'
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
      remark={twin === null ? 'for whoever has no twin yet' : `for twin ${twin}`}
    >
      {cards.map((card, i) => {
        const why = whyNot(card, node, twin, answers)
        return (
          <Note key={`${i} ${card.id}`} icon={<Glyph state={looks[why.ok ? 'ok' : why.code]} />}>
            <Name>{card.device || 'unnamed'}</Name> <Mono>{card.slot}</Mono> {why.sentence}{' '}
            <Quiet>{why.next}</Quiet>
            {!why.ok && <Way code={why.code} twin={twin} />}
          </Note>
        )
      })}
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

/** Where a next step can be taken here. */
function Way({ code, twin }: { code: WhyCode; twin: number | null }) {
  if (code === 'rentable') {
    return twin === null ? (
      <>
        {' '}
        <Link href={paths.settings('identity')}>Unlock a twin</Link>
      </>
    ) : null
  }
  return (
    <>
      {' '}
      <Link href={paths.nodes({ has_gpu: true })}>Other nodes with GPUs</Link>
    </>
  )
}
