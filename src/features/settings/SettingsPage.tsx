import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { asSettingsSection, paths, type SettingsSection, settingsSections } from '#paths.ts'
import { IdentitySection } from './IdentitySection.tsx'
import { NetworkSection } from './NetworkSection.tsx'
import { RefreshSection } from './RefreshSection.tsx'
import { ThemeSection } from './ThemeSection.tsx'

const sections = {
  network: { label: 'Network', Body: NetworkSection },
  identity: { label: 'Identity', Body: IdentitySection },
  refresh: { label: 'Refresh', Body: RefreshSection },
  theme: { label: 'Theme', Body: ThemeSection },
} satisfies Record<SettingsSection, { label: string; Body: ComponentType }>

/** What a person chooses for this browser: each part at an address of its own. */
export default function SettingsPage() {
  const { section } = useParams<{ section?: string }>()
  // routes.tsx shows this page for known sections only
  const at = asSettingsSection(section) ?? 'network'
  const { label, Body } = sections[at]
  return (
    <>
      <PageHead
        title="Settings"
        documentTitle={`${label}, settings`}
        crumbs={[{ label: 'Settings', href: paths.settings() }, { label }]}
        tabs={
          <Tabs
            label="Settings"
            tabs={settingsSections.map((name) => ({
              label: sections[name].label,
              href: paths.settings(name),
              current: name === at,
            }))}
          />
        }
      />
      <PageBody>
        <Body />
      </PageBody>
    </>
  )
}
