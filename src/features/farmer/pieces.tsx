import { Mono, Quiet } from '#ui/text.tsx'
import { modeOf } from './farmer.ts'
import s from './NicDialog.module.css'

/** An exit device as a card names it. */
export const ExitCard = ({ name }: { name: string }) =>
  name === '' ? (
    <Quiet>none</Quiet>
  ) : (
    <>
      <Mono strong>{name}</Mono> <Quiet>{modeOf(name)}</Quiet>
    </>
  )

/** Public IPs that lose their link while the exit moves; null when the node could not tell. */
export function Affected({ ips }: { ips: readonly string[] | null }) {
  if (ips === null) return <Quiet>This node does not list public IPs, so it cannot be known.</Quiet>
  if (ips.length === 0) return <Quiet>No public IP is in use on this node.</Quiet>
  return (
    <>
      <div className={s.ips}>
        {ips.map((ip) => (
          <Mono key={ip}>{ip}</Mono>
        ))}
      </div>
      <Quiet>
        They lose their connection for a moment, or for as long as the new exit does not work.
      </Quiet>
    </>
  )
}
