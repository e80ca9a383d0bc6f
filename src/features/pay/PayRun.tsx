import { exact } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import { askAgain, closeAsked, type Asked } from '#queries/paying.ts'
import { payments, type Payment } from '#queries/payments.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { Id } from '#ui/Id.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Receipt, Stepper } from '#ui/Stepper.tsx'
import { ClockTime } from '#ui/Time.tsx'
import { focusNow } from './focus.ts'
import s from './pay.module.css'
import type { Parts } from './PayForm.tsx'
import { stepsOf, type PayStep } from './steps.ts'
import { explainTrouble, signerWords, stageWords } from './words.ts'

/** A payment on its way, step by step with what is known of each, until it is settled. */
export function payRun(asked: Asked, payment: Payment): Parts {
  const { id, title, sentence, stage, outcome, trouble } = payment
  const failed = outcome?.done === false ? outcome.trouble : undefined
  return {
    note: outcome === null ? stageWords(payment) : outcome.done ? outcome.came : undefined,
    actions: (
      <>
        {stage === 'asking' && (
          <Button kind="text" onClick={() => payments.giveUp(id)}>
            Stop waiting
          </Button>
        )}
        {failed?.landed === 'no' && asked.ask && <Button onClick={askAgain}>Back</Button>}
        <Button kind={outcome ? 'primary' : 'outline'} onClick={closeAsked}>
          {outcome ? 'Done' : 'Close'}
        </Button>
      </>
    ),
    body: (
      // the button that was pressed is gone: reading goes on here
      <div
        key="run"
        className={s.run}
        tabIndex={-1}
        ref={focusNow}
        role="group"
        aria-label="Progress"
      >
        <p className={s.sentence}>{sentence}</p>
        {failed && <ErrorPanel explained={explainTrouble(failed)} />}
        {trouble && <ErrorPanel explained={explainTrouble(trouble)} />}
        <Stepper
          label={`Steps of: ${title}`}
          steps={stepsOf(payment).map((step) => ({
            title: step.title,
            state: step.state,
            ...(step.at === undefined ? {} : { right: <ClockTime at={step.at} /> }),
            body: bodyOf(step, payment),
          }))}
        />
        {outcome === null && (
          <p className={s.quiet}>
            {stage === 'asking'
              ? 'You may close this; the wallet goes on waiting. Nothing is sent before you approve.'
              : 'You may close this, and the page as well. It was noted before it was sent: every page shows it until it is settled, and it is never sent again by itself.'}
          </p>
        )}
      </div>
    ),
  }
}

/** What is known of a step. */
function bodyOf({ key, state }: PayStep, payment: Payment) {
  const { accountName, by, account, signed, block, outcome } = payment
  if (key === 'sign') {
    const rows = [
      { label: 'By', value: signerWords(accountName, by) },
      { label: 'Account', value: <Id value={account} what="address" /> },
    ]
    if (!signed) return <Receipt rows={rows} />
    const { hash, nonce, dies } = signed
    return (
      <Receipt
        rows={[
          ...rows,
          { label: 'Extrinsic', value: <Id value={hash} what="extrinsic hash" /> },
          { label: 'Nonce', value: group(nonce) },
          { label: 'Last block for it', value: group(dies) },
        ]}
      />
    )
  }
  if (state === 'now' && key !== 'final') return <p>{stageWords(payment)}</p>
  if (key === 'block' && block) {
    const number =
      block.number === undefined ? [] : [{ label: 'Block', value: group(block.number) }]
    return (
      <Receipt
        rows={[
          ...number,
          { label: 'Its hash', value: <Id value={block.hash} what="block hash" /> },
          { label: outcome === null ? 'There, so far' : 'There', value: block.came },
        ]}
      />
    )
  }
  if (key !== 'final') return undefined
  if (state === 'now') return <p>{stageWords(payment)} Until then a fork could still undo it.</p>
  if (!outcome?.done) return undefined
  return (
    <Receipt
      rows={[
        {
          label: 'Fee',
          value:
            outcome.fee === undefined ? (
              'not told'
            ) : (
              <Quantity value={exact(outcome.fee)} unit="TFT" />
            ),
        },
        { label: 'Came of it', value: outcome.came },
      ]}
    />
  )
}
