import CopyIcon from 'lucide-react/icons/copy'
import { useState } from 'react'
import type { GridNode } from '#gridproxy/schemas.ts'
import { group } from '#lib/units.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import { toast } from '#ui/toast.ts'
import { freePort, PORT_COUNT, portsOf } from './ports.ts'
import { PortStrip } from './PortStrip.tsx'

const copyIcon = <CopyIcon size={14} strokeWidth={1.7} aria-hidden="true" />

/** The WireGuard ports that are reserved on the node, and one that is not. */
export function Ports({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.network.list_wg_ports')
  const [chosen, setChosen] = useState<number | null>(null)
  const reserved = reading.query.data
  const { inside, outside } = portsOf(reserved ?? [])

  const copy = (taken: readonly number[]) => {
    const port = freePort(taken)
    if (port === undefined) {
      toast({
        state: 'error',
        sentence: `All ${group(PORT_COUNT)} ports of node ${node.nodeId} are reserved.`,
      })
      return
    }
    navigator.clipboard.writeText(String(port)).then(
      () => {
        setChosen(port)
        toast({
          state: 'ok',
          sentence: `Port ${port} copied`,
          more: 'Checked again right before you sign.',
        })
      },
      () => {
        setChosen(port)
        toast({
          state: 'warn',
          sentence: `Port ${port} is free`,
          more: 'The browser did not allow copying it.',
        })
      },
    )
  }

  return (
    <QuerySection
      title="WireGuard ports"
      remark={reserved && `${group(inside.length)} reserved of ${group(PORT_COUNT)}`}
      {...reading}
      action={
        reserved && (
          <Button size="small" icon={copyIcon} onClick={() => copy(reserved)}>
            Copy a free port
          </Button>
        )
      }
    >
      {(ports) => (
        <>
          <PortStrip reserved={inside} chosen={chosen} />
          {chosen !== null && ports.includes(chosen) ? (
            <Note icon={<Glyph state="warn" />}>
              Port {chosen} has been taken since you copied it. Copy another one.
            </Note>
          ) : (
            <Note>
              {inside.length === 0 && 'No port is reserved. '}
              Checked again right before you sign, because another tenant may take it first.
              {outside > 0 && ` ${outside} more reserved outside this range.`}
            </Note>
          )}
        </>
      )}
    </QuerySection>
  )
}
