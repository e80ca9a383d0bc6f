import Send from 'lucide-react/icons/send'
import { exact } from '#lib/money.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { CheckBox, Form, TextField } from '#ui/Field.tsx'
import { Columns, Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { onDay } from '#ui/runway.ts'
import { Glyph, StateWord } from '#ui/State.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import s from './account.module.css'
import { type Effect, judgeEffect } from './effect.ts'
import { exists, sum as shown } from './transfer.ts'
import { called, type Transfer, useTransfer } from './useTransfer.ts'

/** Sends TFT from an account that signs here. */
export function TransferSection({
  from,
  effectOf,
  away,
}: {
  from: string
  effectOf: (units: bigint) => Effect | undefined
  /** The page says already that the chain does not answer. */
  away: boolean
}) {
  const form = useTransfer(from, effectOf)
  const { to, amount: sum, own } = form
  return (
    <Section title="Send TFT">
      {form.error && !away && <ErrorPanel explained={explain(form.error, 'chain')} />}
      <Columns
        even
        main={
          <Form onSubmit={() => void form.send()}>
            <TextField
              label="To"
              mono
              placeholder="Address or twin number"
              value={to.typed}
              onChange={to.set}
              error={to.wrong}
              hint="An address of 48 characters, or the number of a twin."
            />
            {own.length > 0 && (
              <div className={s.pick} role="group" aria-label="Own accounts">
                <Faint>Own:</Faint>
                {own.map((one) => (
                  <LinkButton key={one.address} onClick={() => to.set(one.address)}>
                    {one.name}
                  </LinkButton>
                ))}
              </div>
            )}
            <TextField
              label="Amount in TFT"
              mono
              placeholder="0.0000000"
              value={sum.typed}
              onChange={sum.set}
              error={sum.wrong}
            />
            <div className={s.pick}>
              <LinkButton
                onClick={() => form.all()}
                disabledReason={form.facts ? undefined : 'The chain is being read.'}
              >
                All but what must stay
              </LinkButton>
            </div>
            {form.like && to.address !== null && (
              <CheckBox
                label="I have compared the address letter by letter"
                hint={`It begins and ends like ${called(form.like)}, and is another account.`}
                checked={form.compared}
                onChange={form.compare}
              />
            )}
            {form.foreign !== undefined && (
              <CheckBox
                label="Its owner takes TFT at this address"
                hint={`It is written in ${form.foreign}, another chain’s. TFT sent to an exchange’s address for other coins are lost.`}
                checked={form.meant}
                onChange={form.mean}
              />
            )}
            <div>
              <Button
                kind="primary"
                type="submit"
                icon={<Send size={14} strokeWidth={1.7} aria-hidden="true" />}
                disabledReason={form.missing}
              >
                Send
              </Button>
            </div>
          </Form>
        }
        side={<Preview form={form} effect={form.effect ?? effectOf(0n)} />}
      />
    </Section>
  )
}

function Preview({ form, effect }: { form: Transfer; effect: Effect | undefined }) {
  const { to, amount: sum, facts } = form
  const { recipient, address, money } = to
  const ok = to.wrong === undefined && address !== null
  const spent = sum.units !== undefined && sum.wrong === undefined ? sum.units : undefined
  const after = facts && spent !== undefined ? facts.money.usable - spent - facts.fee : undefined
  const judged = effect && judgeEffect(effect)
  const lasts = effect && onDay(effect.after)
  return (
    <div className={s.said}>
      <Properties
        label="What will be sent"
        rows={[
          {
            label: 'To',
            value: ok ? <Mono>{address}</Mono> : undefined,
            note: recipient.kind === 'twin' && ok ? `twin ${recipient.twin}` : undefined,
          },
          { label: 'That account', value: ok ? <Met form={form} /> : undefined },
          {
            label: 'It has',
            value:
              ok && money ? (
                <Quantity value={shown(money.free + money.reserved)} unit="TFT" />
              ) : undefined,
          },
          {
            label: 'Fee, about',
            value: facts && <Quantity value={exact(facts.fee)} unit="TFT" />,
          },
          {
            label: 'Afterwards',
            value: after === undefined ? undefined : <Quantity value={exact(after)} unit="TFT" />,
            note:
              after === undefined || !facts
                ? undefined
                : `${exact(facts.deposit)} TFT of it must stay`,
          },
          ...(lasts === undefined
            ? []
            : [
                {
                  label: 'Contracts’ money lasts until',
                  value: judged ? <StateWord state={judged.state}>{lasts}</StateWord> : lasts,
                },
              ]),
        ]}
      />
      {form.effect && judged && (
        <Note icon={<Glyph state={judged.state} />}>
          <strong>{judged.words}</strong>
        </Note>
      )}
      {recipient.kind === 'account' && recipient.note !== undefined && (
        <Note>
          {recipient.note} <Mono>{recipient.address}</Mono>
        </Note>
      )}
      {ok && money && !exists(money) && (
        <Note icon={<Glyph state="warn" />}>
          This account is not on the chain yet, and begins with this payment. Make sure that
          somebody holds its key.
        </Note>
      )}
    </div>
  )
}

/** Whether one has had to do with that account before. */
function Met({ form: { met, paidBefore } }: { form: Transfer }) {
  if (met?.own) return `yours: ${met.name}`
  if (paidBefore > 0) return `paid ${paidBefore === 1 ? 'once' : `${paidBefore} times`} from here`
  return 'never paid from this browser'
}
