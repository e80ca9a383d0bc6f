import { Properties } from '#ui/Properties.tsx'
import { Secret } from '#ui/Secret.tsx'
import { Mono } from '#ui/text.tsx'
import { remarkOf } from './remarks.ts'

/** What a person or a tool wrote beside a workload or a deployment: text, its secrets masked. */
export function Remarks({
  of,
  name,
}: {
  of: { description: string; metadata: string }
  name: string
}) {
  const rows = (['description', 'metadata'] as const).flatMap((field) => {
    const remark = remarkOf(of[field])
    return remark ? [{ field, ...remark }] : []
  })
  if (rows.length === 0) return null
  return (
    <Properties
      label={`Remarks on ${name}`}
      rows={rows.map(({ field, text, masked }) => ({
        label: field === 'metadata' ? 'Metadata' : 'Description',
        value:
          text === masked ? (
            <Mono>{text}</Mono>
          ) : (
            <Secret value={text} masked={masked} what={`${field} of ${name}`} />
          ),
      }))}
    />
  )
}
