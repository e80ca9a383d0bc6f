import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { GridNode } from '#gridproxy/schemas.ts'
import { typedFault } from '#node/nic.ts'
import { exitQuery, nicChanges } from '#queries/nic.ts'
import { nodeQuery } from '#queries/node.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { TextField } from '#ui/Field.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { BeforeAfter, Stepper, Unknowns } from '#ui/Stepper.tsx'
import { Mono, Quiet } from '#ui/text.tsx'
import { afterChange, sortedIps } from './farmer.ts'
import { Affected, ExitCard } from './pieces.tsx'
import s from './NicDialog.module.css'

/** The guard before a change: what is known, what nobody can know, the typed name, then the call. */
export function NicDialog({
  node,
  network,
  by,
  to,
  onMoved,
  onClose,
}: {
  node: GridNode
  network: string
  by: number
  to: string
  onMoved: (id: string) => void
  onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  // read anew when the dialog opens: a before-picture must be of now
  const fresh = { staleTime: 0, refetchInterval: false } as const
  const exit = useQuery({ ...exitQuery(node.twinId), ...fresh })
  const ips = useQuery({ ...nodeQuery(node.twinId, 'zos.network.list_public_ips'), ...fresh })
  const reading = exit.isFetching || ips.isFetching
  const from = exit.data
  const move = useMutation({
    networkMode: 'always',
    mutationFn: (name: string) =>
      nicChanges.move({
        network,
        nodeId: node.nodeId,
        twin: node.twinId,
        by,
        from: name,
        to,
        publicIps: ips.data ? sortedIps(ips.data) : null,
      }),
    onSuccess: onMoved,
    onSettled: () => afterChange(queries, node.twinId),
  })
  const fault = typedFault(to, typed)
  const reason =
    from === undefined || reading
      ? 'The exit of now is being read'
      : from === to
        ? `${to} is the exit already`
        : fault
  const send = () => {
    if (reason === undefined && from !== undefined) move.mutate(from)
  }
  return (
    <Dialog
      title={
        <>
          Move public traffic to <Mono>{to}</Mono>
        </>
      }
      facts={
        <span className={s.facts}>
          <span>
            Node {node.nodeId}, {node.farmName}
          </span>
          <QueryStamp
            query={exit}
            source="node"
            waitingFor={`node ${node.nodeId}`}
            verb="answered"
            refresh={false}
          />
        </span>
      }
      onClose={onClose}
      locked={move.isPending}
      note={move.error ? `The journal could not be written: ${move.error.message}` : (reason ?? '')}
      actions={
        <>
          <Button kind="text" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" disabledReason={reason} busy={move.isPending} onClick={send}>
            Set exit NIC
          </Button>
        </>
      }
    >
      <Stepper
        label="Moving the exit NIC"
        steps={[
          {
            title: 'Before-picture',
            state: reading ? 'now' : 'done',
            body: (
              <QueryView query={exit} source="node" waitingFor={`node ${node.nodeId}`}>
                {() => (
                  <BeforeAfter
                    before={{ label: 'Exit now', value: <ExitCard name={from ?? ''} /> }}
                    after={{ label: 'Exit after', value: <ExitCard name={to} /> }}
                  />
                )}
              </QueryView>
            ),
          },
          {
            title: ips.data
              ? `Who is affected: ${ips.data.length} public IPs in use`
              : 'Who is affected',
            state: reading ? 'todo' : 'done',
            body: (
              <QueryView query={ips} source="node" waitingFor={`node ${node.nodeId}`}>
                {(list) => <Affected ips={list && sortedIps(list)} />}
              </QueryView>
            ),
          },
          {
            title: 'What nobody can know',
            state: reading ? 'todo' : 'now',
            body: (
              <>
                <Unknowns>
                  {[
                    'Whether a cable is plugged in: the node does not tell link state.',
                    `Whether it will attach: the node lets go of ${from || 'the present exit'} first and puts nothing back by itself.`,
                    'Whether you stay reachable: if RMB runs over this path, Put back may not arrive.',
                  ]}
                </Unknowns>
                <TextField
                  label={
                    <>
                      Type <Mono>{to}</Mono> to confirm
                    </>
                  }
                  mono
                  value={typed}
                  onChange={setTyped}
                  onEnter={send}
                />
              </>
            ),
          },
          {
            title: <Quiet>Set, then watch for 60 s with Put back at hand</Quiet>,
            state: 'todo',
          },
        ]}
      />
    </Dialog>
  )
}
