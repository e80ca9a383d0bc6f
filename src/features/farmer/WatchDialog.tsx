import { useMutation, useQueryClient } from '@tanstack/react-query'
import Undo2 from 'lucide-react/icons/undo-2'
import type { GridNode } from '#gridproxy/schemas.ts'
import { stamp } from '#lib/time.ts'
import { type CheckState, judge, type Look, type NicChange, WATCH_MS } from '#node/nic.ts'
import { nicChanges } from '#queries/nic.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TimeBar } from '#ui/Meter.tsx'
import { type State, StateWord, Glyph } from '#ui/State.tsx'
import { BeforeAfter, Checks, Receipt, Stepper } from '#ui/Stepper.tsx'
import { Mono, Note, Quiet } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import { afterChange, answerOf } from './farmer.ts'
import { Affected, ExitCard } from './pieces.tsx'

const looks = { waiting: 'busy', ok: 'ok', failed: 'error' } as const satisfies Record<
  CheckState,
  State
>

/** The watch over a change: three checks with their evidence, and the way back live the whole time. */
export function WatchDialog({
  node,
  change,
  seen,
  speaking,
  onClose,
}: {
  node: GridNode
  change: NicChange
  /** Who speaks now: only the twin that made the change may settle it. */
  speaking: number | null
  seen: readonly Look[]
  onClose: () => void
}) {
  const queries = useQueryClient()
  const now = useNow()
  const verdict = judge(change, seen, now)
  const open = change.stage === 'open'
  const settled = { onSettled: () => afterChange(queries, node.twinId) }
  const putBack = useMutation({
    networkMode: 'always',
    mutationFn: () => nicChanges.putBack(change.id),
    ...settled,
  })
  const settle = useMutation({
    networkMode: 'always',
    mutationFn: (stage: 'kept' | 'stayed') => nicChanges.settle(change.id, stage),
    ...settled,
    onSuccess: onClose,
  })
  const notYours =
    speaking === change.by
      ? undefined
      : `Only twin ${change.by} may settle this. ${speaking === null ? 'Unlock it first.' : `You are twin ${speaking}.`}`
  const left = Math.ceil(verdict.remainingMs / 1000)
  const wanted = change.back ? change.from : change.to
  return (
    <Dialog
      title={
        change.back ? (
          <>
            Put back <Mono>{change.from}</Mono>
          </>
        ) : (
          <>
            Move public traffic to <Mono>{change.to}</Mono>
          </>
        )
      }
      facts={`Node ${node.nodeId}, ${node.farmName}`}
      onClose={onClose}
      note={
        putBack.error
          ? putBack.error.message
          : open
            ? (notYours ?? 'You may close this page. The journal finds it again.')
            : `Ended ${stamp(change.endedAt ?? change.writtenAt)}.`
      }
      actions={
        open && (
          <>
            <Button
              kind="danger"
              icon={<Undo2 size={14} strokeWidth={1.7} aria-hidden="true" />}
              busy={change.back?.answer === 'sending'}
              disabledReason={
                notYours ??
                (change.from === ''
                  ? 'There was no exit before that could be put back.'
                  : undefined)
              }
              onClick={() => putBack.mutate()}
            >
              {change.back ? 'Put back again' : `Put back ${change.from}`}
            </Button>
            {!change.back && (
              <Button
                disabledReason={notYours ?? verdict.keepReason}
                onClick={() => settle.mutate('kept')}
              >
                Keep
              </Button>
            )}
            {verdict.remainingMs === 0 && verdict.keepReason !== undefined && (
              <Button kind="text" disabledReason={notYours} onClick={() => settle.mutate('stayed')}>
                Leave as it is
              </Button>
            )}
          </>
        )
      }
    >
      <Stepper
        label="Moving the exit NIC"
        steps={[
          {
            title: 'Before-picture kept',
            state: 'done',
            body: (
              <BeforeAfter
                before={{ label: 'Exit before', value: <ExitCard name={change.from} /> }}
                after={{
                  label: verdict.exitNow === undefined ? 'Exit asked for' : 'Exit now',
                  value: <ExitCard name={verdict.exitNow ?? wanted} />,
                }}
              />
            ),
          },
          {
            title: 'Who is affected',
            state: 'done',
            body: <Affected ips={change.publicIps} />,
          },
          {
            title: change.answer === 'sending' ? 'Confirmed, being sent' : 'Confirmed and sent',
            state: change.answer === 'sending' ? 'now' : 'done',
            body: (
              <Receipt
                rows={[
                  {
                    label: 'Call',
                    value: <Mono>{`zos.admin.set_public_nic "${change.to}"`}</Mono>,
                  },
                  { label: 'Node says', value: <Mono>{answerOf(change)}</Mono> },
                  {
                    label: 'Journal',
                    value: `written ${stamp(change.writtenAt)}, before the call`,
                  },
                  ...(change.back
                    ? [
                        {
                          label: 'Put back',
                          value: (
                            <Mono>{`"${change.from}" ${change.back.says ?? change.back.answer}`}</Mono>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            ),
          },
          {
            title: open ? 'Watching' : 'Watched',
            state: change.answer === 'sending' ? 'todo' : open ? 'now' : 'done',
            right:
              open &&
              change.answer !== 'sending' &&
              (left > 0 ? `${left} s left of ${WATCH_MS / 1000}` : 'time is over'),
            body: (
              <>
                {open && change.answer !== 'sending' && (
                  <TimeBar
                    share={1 - verdict.remainingMs / WATCH_MS}
                    label="Watched so far"
                    text={`${left} s left of ${WATCH_MS / 1000}`}
                  />
                )}
                <Checks
                  rows={(
                    [
                      ['answers', 'Node answers over RMB', verdict.answers],
                      ['exit', `Exit device is ${wanted}`, verdict.exit],
                      ['ips', 'Public IPs persist', verdict.publicIps],
                    ] as const
                  ).map(([key, name, check]) => ({
                    key,
                    name: <StateWord state={looks[check.state]}>{name}</StateWord>,
                    evidence: check.evidence,
                  }))}
                />
                {verdict.offerPutBack && (
                  <Note icon={<Glyph state="warn" />}>
                    A check fails while the node still answers. Going back is possible now:{' '}
                    <Quiet>press Put back {change.from}.</Quiet>
                  </Note>
                )}
              </>
            ),
          },
        ]}
      />
    </Dialog>
  )
}
