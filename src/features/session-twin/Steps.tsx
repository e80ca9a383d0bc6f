import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { messageOf } from '#lib/error.ts'
import { useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { type Place, type TwinFacts, underway, vanishedTwin } from '#queries/sessiontwin.ts'
import { usePayments } from '#queries/payments.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { Glyph } from '#ui/State.tsx'
import { Receipt, Stepper } from '#ui/Stepper.tsx'
import { Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { FundStep } from './FundStep.tsx'
import { Leave } from './Leave.tsx'
import { MakeForm } from './MakeForm.tsx'
import s from './session-twin.module.css'
import { speakAs } from './speak.ts'
import { TermsStep } from './TermsStep.tsx'
import { Underway } from './Underway.tsx'
import { UnlockForm } from './UnlockForm.tsx'
import { useContractsOf } from './useContractsOf.ts'
import { tft } from './words.ts'

const titles = [
  'Make its key',
  'Give it a little money',
  'Accept the terms and make the twin',
  'Speak as it',
] as const
const order = { make: 0, reading: 0, fund: 1, create: 2, speak: 3, ready: 4 } as const

/** The four steps; what is open is what the record and the chain say comes next. */
function List({ at, bodies }: { at: Place['at']; bodies: readonly ReactNode[] }) {
  const now = order[at]
  return (
    <div className={s.steps}>
      <Stepper
        label="Making a session twin"
        steps={titles.map((title, i) => ({
          title,
          state: i < now ? 'done' : i === now ? 'now' : 'todo',
          body: bodies[i],
        }))}
      />
    </div>
  )
}

const later = (words: string) => <p className={s.quiet}>{words}</p>
const create = later('One transaction, signed by the new key, for about 0.001 TFT.')
const speak = later('From then on every node answers it.')

/** Before there is a key. */
export const FirstStep = () => (
  <List
    at="make"
    bodies={[
      <MakeForm key="make" />,
      later('From your wallet, or from anywhere: 0.01 TFT is enough to ask nodes.'),
      create,
      speak,
    ]}
  />
)

/** From the sealed key to the twin that speaks. */
export function LaterSteps({
  record,
  facts,
  place,
}: {
  record: SealedInfo
  facts: TwinFacts
  place: Place
}) {
  const { key } = useSession()
  const { payments } = usePayments()
  const held = key?.address === record.address ? key : null
  const way = underway(payments, record.address)
  const contracts = useContractsOf(facts.twin?.id ?? null)
  const gone = vanishedTwin(record, facts)
  const twin = facts.twin?.id ?? null
  /** What the key must sign or speak for: after what is under way, and once it is unlocked. */
  const open = (why: string, body: ReactNode) => (
    <>
      {way && <Underway payment={way} />}
      {held ? !way && body : <UnlockForm record={record} twin={twin} why={why} />}
    </>
  )
  return (
    <>
      {gone !== undefined && !way && (
        <Note icon={<Glyph state="warn" />}>
          This browser knows the key as twin {gone}, and this chain has no twin of its account: the
          chain began anew, or it is another one. The twin can be made again with the same key.
        </Note>
      )}
      <List
        at={place.at}
        bodies={[
          <Receipt
            key="made"
            rows={[
              { label: 'Account', value: <Id value={record.address} what="account" /> },
              {
                label: held ? 'Key, unlocked now' : 'Key, locked now',
                value: (
                  <>
                    kept since <Time at={record.createdAt} />
                  </>
                ),
              },
            ]}
          />,
          place.at === 'fund' ? (
            <>
              <p role="status">
                {tft(facts.balance.usable)} there, {tft(place.missing)} missing.
              </p>
              {way && <Underway payment={way} />}
              {!way && <FundStep address={record.address} facts={facts} />}
            </>
          ) : (
            <Receipt key="money" rows={[{ label: 'Balance', value: tft(facts.balance.usable) }]} />
          ),
          place.at === 'speak' ? (
            <Receipt key="twin" rows={[{ label: 'Twin', value: place.twin }]} />
          ) : place.at !== 'create' ? (
            create
          ) : (
            open(
              'The money is there. This step is signed by the key itself: unlock it to go on.',
              held && <TermsStep held={held} accept={place.accept} />,
            )
          ),
          place.at !== 'speak' ? (
            speak
          ) : (
            <>
              <p className={s.quiet}>
                Twin {place.twin} is on the chain{way && ', in a block that is not final yet'}.
              </p>
              {open('Unlock its key to speak as it.', <SpeakStep twin={place.twin} />)}
            </>
          ),
        ]}
      />
      <Leave record={record} facts={facts} contracts={contracts} />
    </>
  )
}

function SpeakStep({ twin }: { twin: number }) {
  const speak = useMutation({ mutationFn: () => speakAs(twin) })
  return (
    <div className={s.form}>
      {speak.error && <Fault>{messageOf(speak.error)}</Fault>}
      <Actions>
        <Button kind="primary" busy={speak.isPending} onClick={() => speak.mutate()}>
          Speak as twin {twin}
        </Button>
      </Actions>
    </div>
  )
}
