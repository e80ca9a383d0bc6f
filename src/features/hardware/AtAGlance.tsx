import type { Dmi } from '#node/schemas.ts'
import { Id } from '#ui/Id.tsx'
import { Columns } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { glanceOf } from './hardware.ts'

/** What most people come for: the machine and its parts. */
export function AtAGlance({ dmi }: { dmi: Dmi }) {
  const { system, serial, board, bios, processors, memory, emptySlots } = glanceOf(dmi)
  const { aggregator = '', decoder = '' } = dmi.tooling ?? {}
  return (
    <Columns
      even
      main={
        <Properties
          label="Machine"
          rows={[
            { label: 'System', value: system },
            {
              label: 'Serial number',
              value: serial && <Id value={serial} what="serial number" whole />,
            },
            { label: 'Board', value: board },
            { label: 'BIOS', value: bios },
          ]}
        />
      }
      side={
        <Properties
          label="Parts"
          rows={[
            { label: 'Processors', value: processors.join(', ') },
            { label: 'Memory', value: memory.join(', ') },
            { label: 'Empty memory slots', value: String(emptySlots) },
            { label: 'Read by', value: [aggregator, decoder].filter(Boolean).join(', ') },
          ]}
        />
      }
    />
  )
}
