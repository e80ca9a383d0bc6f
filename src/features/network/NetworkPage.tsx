import type { GridNode } from '#gridproxy/schemas.ts'
import { Columns, PageBody } from '#ui/Page.tsx'
import { Interfaces } from './Interfaces.tsx'
import { Ports } from './Ports.tsx'
import { PrivateIps } from './PrivateIps.tsx'
import { PublicConfig } from './PublicConfig.tsx'
import { PublicIps } from './PublicIps.tsx'
import { Reachability } from './Reachability.tsx'

/** How the node is connected. Each panel asks for itself: one that fails hides no other. */
export default function NetworkPage({ node }: { node: GridNode }) {
  return (
    <PageBody>
      <Columns
        main={
          <>
            <PublicConfig node={node} />
            <Ports node={node} />
            <PublicIps node={node} />
          </>
        }
        side={
          <>
            <Interfaces node={node} />
            <PrivateIps node={node} />
            <Reachability node={node} />
          </>
        }
      />
    </PageBody>
  )
}
