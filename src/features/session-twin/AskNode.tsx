import { useMutation, useQuery } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { callNode } from '#queries/node.ts'
import { firstNodeQuery } from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { StateWord } from '#ui/State.tsx'
import { Checks } from '#ui/Stepper.tsx'
import { Note } from '#ui/text.tsx'
import { paths } from '#paths.ts'
import s from './session-twin.module.css'

/** A first question to a node, asked as this twin: the proof that it speaks. */
export function AskNode({ twin }: { twin: number }) {
  const { data: node } = useQuery(firstNodeQuery())
  const ask = useMutation({
    mutationFn: async (to: { nodeId: number; twinId: number }) => {
      const since = performance.now()
      const { zos } = await callNode(to.twinId, 'zos.system.version', undefined)
      return { zos, seconds: (performance.now() - since) / 1000 }
    },
  })
  if (!node) return null
  const { nodeId } = node
  return (
    <div className={s.card}>
      <Actions>
        <Button busy={ask.isPending} onClick={() => ask.mutate(node)}>
          Ask node {nodeId}
        </Button>
        <Button kind="text" href={paths.node(nodeId)}>
          Open node {nodeId}
        </Button>
      </Actions>
      {ask.data && (
        <Checks
          rows={[
            {
              key: 'answer',
              name: (
                <StateWord state="ok">
                  Node {nodeId} answered twin {twin}
                </StateWord>
              ),
              evidence: `zos ${ask.data.zos}, ${ask.data.seconds.toFixed(1)} s`,
            },
          ]}
        />
      )}
      {ask.error && (
        <Note>
          {messageOf(ask.error)} A relay knows a new twin within seconds; a node learns of it when
          it is first asked. Ask again in a minute, or ask another node.
        </Note>
      )}
    </div>
  )
}
