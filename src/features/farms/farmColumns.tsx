import type { GridFarm } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { columnOf } from '#ui/column.ts'
import { Quantity } from '#ui/Quantity.tsx'
import { Absent, Cut, Faint, Mono, Name } from '#ui/text.tsx'
import { ipCounts } from './farms.ts'
import s from './farms.module.css'

const column = columnOf<GridFarm>()

/** The chain's word, in ours; a newer one stays as it is written. */
export const certificationWord = (type: string): string =>
  type === 'NotCertified' ? 'Not certified' : type || 'Unknown'

/** Ids are the proxy's sort keys. */
export const farmColumns = [
  column({
    id: 'farm_id',
    header: 'Farm',
    width: 90,
    sortable: true,
    cell: (farm) => <Mono strong>{farm.farmId}</Mono>,
  }),
  column({
    id: 'name',
    header: 'Name',
    width: 220,
    sortable: true,
    cell: (farm) => <Cut>{farm.name}</Cut>,
  }),
  column({
    id: 'twin_id',
    header: 'Owner',
    width: 130,
    hideBelow: 720,
    sortable: true,
    cell: (farm) => <Mono>twin {farm.twinId}</Mono>,
  }),
  column({
    id: 'certification',
    header: 'Certification',
    width: 130,
    hideBelow: 860,
    cell: (farm) => certificationWord(farm.certificationType),
  }),
  column({
    id: 'free_ips',
    header: 'IPs free',
    width: 90,
    align: 'right',
    sortable: true,
    descFirst: true,
    cell: (farm) => <IpNumber farm={farm} of="free" />,
  }),
  column({
    id: 'held_ips',
    header: 'IPs held',
    width: 90,
    align: 'right',
    cell: (farm) => <IpNumber farm={farm} of="held" />,
  }),
  column({
    id: 'dedicated',
    header: 'Renting',
    width: 160,
    hideBelow: 600,
    sortable: true,
    descFirst: true,
    cell: (farm) => (farm.dedicated ? 'Whole nodes only' : <Faint>Whole or in part</Faint>),
  }),
]

function IpNumber({ farm, of }: { farm: GridFarm; of: 'free' | 'held' }) {
  const counts = ipCounts(farm)
  return counts.total === 0 ? <Absent why="no public IPs" /> : <Quantity value={counts[of]} />
}

/** A farm below 600 px, in two lines. */
export function CompactFarm({ farm }: { farm: GridFarm }) {
  const { free, held, total } = ipCounts(farm)
  return (
    <span className={s.compact}>
      <span className={s.lead}>
        <Mono strong>{farm.farmId}</Mono>
        <Name>
          <Cut>{farm.name}</Cut>
        </Name>
      </span>
      <Mono>twin {farm.twinId}</Mono>
      <Faint>
        {total === 0 ? 'No public IPs' : `${free} ${free === 1 ? 'IP' : 'IPs'} free, ${held} held`}
      </Faint>
      <Faint>{farm.certificationType === 'NotCertified' ? '' : farm.certificationType}</Faint>
    </span>
  )
}

/** How every table of farms looks. */
export const look = {
  columns: farmColumns,
  rowKey: (farm: GridFarm) => farm.farmId,
  href: (farm: GridFarm) => paths.farm(farm.farmId),
  compact: (farm: GridFarm) => <CompactFarm farm={farm} />,
  compactHeight: 67,
}
