import type { ReactNode } from 'react'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { PageHead } from '#ui/Page.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { addressOf, type Fleet, type FleetTab, tabs } from './filters.ts'
import { tabLabels } from './words.ts'

/** Title, stamps, export, and the tabs with what each would show under the present search and filters. */
export function FleetHead({
  fleet,
  countOf,
  total,
  stamps,
  actions,
}: {
  fleet: Fleet
  countOf: (tab: FleetTab) => number | undefined
  total: number | undefined
  stamps: ReactNode
  actions: ReactNode
}) {
  return (
    <PageHead
      title="Nodes"
      count={total === undefined ? undefined : group(total)}
      stampsRight
      stamps={stamps}
      actions={actions}
      tabs={
        <Tabs
          label="Nodes by status"
          tabs={tabs
            .filter((tab) => tab !== 'disagree' || tab === fleet.tab || countOf(tab) !== 0)
            .map((tab) => ({
              label: tabLabels[tab],
              href: paths.nodes(addressOf({ ...fleet, tab })),
              count: countOf(tab),
              current: tab === fleet.tab,
            }))}
        />
      }
    />
  )
}
