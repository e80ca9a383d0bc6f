import CopyIcon from 'lucide-react/icons/copy'
import Ellipsis from 'lucide-react/icons/ellipsis'
import FlaskConical from 'lucide-react/icons/flask-conical'
import Settings from 'lucide-react/icons/settings'
import Server from 'lucide-react/icons/server'
import Undo2 from 'lucide-react/icons/undo-2'
import Warehouse from 'lucide-react/icons/warehouse'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { paths } from '#paths.ts'
import { Banner } from './Banner.tsx'
import { Button, IconButton, LinkButton } from './Button.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import { Confirm } from './Confirm.tsx'
import { Dialog } from './Dialog.tsx'
import { Choice, CheckBox, Form, Range, Segments, Select, TextField } from './Field.tsx'
import { FleetExample, PoolsExample, StatesExample } from './GalleryTables.tsx'
import { Id } from './Id.tsx'
import { MoreMenu } from './MenuButton.tsx'
import { TimeBar } from './Meter.tsx'
import { Columns, PageBody, PageHead, Section } from './Page.tsx'
import { usePalette } from './Palette.tsx'
import { Properties } from './Properties.tsx'
import { Bytes, Quantity } from './Quantity.tsx'
import { Shell } from './Shell.tsx'
import { Sparkline } from './Sparkline.tsx'
import { Stamp, Witness } from './Stamp.tsx'
import { Chip, Glyph, StateWord, Verdict, type State } from './State.tsx'
import { BeforeAfter, Checks, Receipt, Stepper, Unknowns } from './Stepper.tsx'
import { Tabs } from './Tabs.tsx'
import { Faint, Mono, Note } from './text.tsx'
import { setThemeMode, useThemeMode, type ThemeMode } from './theme-mode.ts'
import { toast } from './toast.ts'
import { Toasts } from './Toasts.tsx'
import { Tree } from './Tree.tsx'

const icon = { size: 16, strokeWidth: 1.6, 'aria-hidden': true } as const
const nav = [
  { label: 'Nodes', href: '/nodes', icon: <Server {...icon} />, count: 4128 },
  { label: 'Farms', href: '/farms', icon: <Warehouse {...icon} />, count: 1 },
]
const tools = [{ label: 'Settings', href: '/settings', icon: <Settings {...icon} /> }]
const foot = [
  { label: 'relay', value: '38 ms' },
  { label: 'block', value: '18,204,551' },
]
const keys = [{ keys: 'g n', label: 'Go to nodes', run: () => undefined }]
const items = [
  { id: 'nodes', label: 'Nodes', group: 'Views', href: '/nodes', hint: 'g n' },
  { id: 'settings', label: 'Settings', group: 'Views', href: '/settings' },
  { id: 'dark', label: 'Dark theme', group: 'Actions', run: () => setThemeMode('dark') },
]

/** Every piece in every state, for whoever draws a page; not part of the console. */
export function Gallery() {
  const [location] = useLocation()
  const { openPalette, palette } = usePalette({ items, keys })
  return (
    <Shell
      nav={nav}
      tools={tools}
      foot={foot}
      home="/nodes"
      onSearch={openPalette}
      network={{ label: 'main', items: [{ label: 'main', chosen: true }, { label: 'test' }] }}
      speaker={{
        label: 'twin 42',
        state: 'ok',
        items: [{ label: 'Lock', hint: 'Forget the key' }],
      }}
      banners={
        location === '/states' && (
          <Banner
            icon={<FlaskConical size={14} strokeWidth={1.6} aria-hidden="true" />}
            strong="Demo grid."
            action={<LinkButton onClick={() => undefined}>Leave the demo</LinkButton>}
          >
            Nothing here is real and nothing costs anything.
          </Banner>
        )
      }
    >
      {location.startsWith('/nodes/11') ? (
        <NodeExample />
      ) : location === '/states' ? (
        <StatesExample />
      ) : location === '/pieces' ? (
        <Pieces />
      ) : (
        <FleetExample />
      )}
      {palette}
      <Toasts />
      <Confirm />
    </Shell>
  )
}

function NodeExample() {
  const [location] = useLocation()
  const [now] = useState(() => Date.now())
  return (
    <>
      <PageHead
        title="Node 11"
        crumbs={[
          { label: 'Nodes', href: paths.nodes() },
          { label: '11', href: paths.node(11) },
          { label: 'Capacity' },
        ]}
        chips={<Chip state="ok">Up</Chip>}
        stamps={
          <>
            <Stamp source="node" at={now - 400} verb="answered" />
            <Witness source="proxy">up, 38 s ago</Witness>
            <Witness source="chain">power on, 6 s ago</Witness>
          </>
        }
        actions={
          <>
            <MoreMenu
              label="More about node 11"
              items={[
                { label: 'Copy node id' },
                { label: 'Restart', reason: 'Only farm 7’s owner may.' },
              ]}
            />
            <Button kind="primary">Deploy here</Button>
          </>
        }
        facts={
          <>
            <span>Lochristi Rack 2 · farm 7</span>
            <span>Ghent, Belgium</span>
            <span>
              twin <Id value={2908} what="twin" />
            </span>
            <span>
              zos <Mono>3.13.4</Mono>
            </span>
            <span>up 41 d 6 h</span>
          </>
        }
        tabs={
          <Tabs
            label="Node 11"
            tabs={['overview', 'hardware', 'capacity', 'storage', 'network', 'gpus', 'farmer'].map(
              (tab) => ({
                label: tab === 'gpus' ? 'GPUs' : tab[0]!.toUpperCase() + tab.slice(1), // no tab is empty
                href: `/nodes/11/${tab}`,
                count: tab === 'gpus' ? 2 : undefined,
                current: location.endsWith(tab),
              }),
            )}
          />
        }
      />
      <PageBody>
        <PoolsExample />
        <Columns main={<Fits />} side={<Load />} />
      </PageBody>
      {location.endsWith('farmer') && <NicDialog />}
      {location.endsWith('network') && <WatchDialog />}
    </>
  )
}

function Fits() {
  const [cpu, setCpu] = useState(4)
  return (
    <Section title="What still fits" stamps={<Witness source="node">0.4 s ago</Witness>}>
      <Range
        label="CPU"
        value={cpu}
        max={32}
        onChange={setCpu}
        shown={<Quantity value={cpu} unit="threads" />}
        text={`${cpu} threads`}
      />
      <Properties
        rows={[
          {
            label: <Chip state="ok">Fits</Chip>,
            value: <Faint>Root disk of 2 GiB counted</Faint>,
            key: 'fits',
          },
          { label: 'Largest VM memory', value: <Bytes value={69578470195n} /> },
          {
            label: 'Largest SSD disk',
            note: 'no pool has more in one piece',
            value: <Bytes value={1869169767219n} />,
          },
        ]}
      />
    </Section>
  )
}

function Load() {
  return (
    <Section title="Load" stamps={<Witness source="node">0.4 s ago</Witness>}>
      <Properties
        rows={[
          { label: 'Deployments', value: <Quantity value={14} /> },
          { label: 'Last deployment', value: '3 h ago' },
          {
            label: 'Open connections',
            value: (
              <>
                <Sparkline values={[4, 6, 3, 8, 2, 9, 5, 7, 4, 8, 6]} text="Open connections" />
                <Quantity value={1284} />
              </>
            ),
          },
          { label: 'Domain', value: <Mono>gent01.grid.example</Mono>, differs: true },
          {
            label: 'zos',
            mono: true,
            value: <Id value="fe80::a0c4:11ff:fe07:2b91" whole what="address" />,
          },
          { label: 'Public config', value: undefined },
        ]}
      />
    </Section>
  )
}

function NicDialog() {
  const [typed, setTyped] = useState('enp65s0')
  const [open, setOpen] = useState(true)
  if (!open) return null
  return (
    <Dialog
      title={
        <>
          Move public traffic to <Mono>enp65s0f1</Mono>
        </>
      }
      facts={
        <>
          <span>Node 11, Lochristi Rack 2</span>
          <Witness source="node">answered 2 s ago</Witness>
        </>
      }
      note="Two characters missing"
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button kind="text" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button kind="primary" disabledReason="Two characters missing">
            Set exit NIC
          </Button>
        </>
      }
    >
      <Stepper
        label="Set the exit NIC"
        steps={[
          {
            title: 'Before-picture kept',
            state: 'done',
            body: (
              <BeforeAfter
                before={{
                  label: 'Exit now',
                  value: (
                    <>
                      <Mono>zos</Mono> <span>single, bridge</span>
                    </>
                  ),
                }}
                after={{
                  label: 'Exit after',
                  value: (
                    <>
                      <Mono>enp65s0f1</Mono> <span>dual</span>
                    </>
                  ),
                }}
              />
            ),
          },
          {
            title: 'Who is affected: 3 public IPs in use',
            state: 'done',
            body: (
              <Note>
                They lose their connection for a moment, or for as long as the new exit does not
                work.
              </Note>
            ),
          },
          {
            title: 'What nobody can know',
            state: 'now',
            body: (
              <>
                <Unknowns>
                  {[
                    'Whether a cable is plugged in: the node does not tell link state.',
                    'Whether it will attach: the node lets go of zos first and puts nothing back by itself.',
                    'Whether you stay reachable: if RMB runs over this path, Put back may not arrive.',
                  ]}
                </Unknowns>
                <TextField
                  label={
                    <>
                      Type <Mono>enp65s0f1</Mono> to confirm
                    </>
                  }
                  value={typed}
                  onChange={setTyped}
                  mono
                  autoFocus
                />
              </>
            ),
          },
          { title: 'Set, then watch for 60 s with Put back at hand', state: 'todo' },
        ]}
      />
    </Dialog>
  )
}

function WatchDialog() {
  const [open, setOpen] = useState(true)
  if (!open) return null
  return (
    <Dialog
      title="Move public traffic to enp65s0f1"
      facts={<span>Node 11, Lochristi Rack 2</span>}
      note="You may close this page. The journal finds it again."
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button kind="danger" icon={<Undo2 size={14} strokeWidth={1.7} aria-hidden="true" />}>
            Put back zos
          </Button>
          <Button disabledReason="The watch runs for 37 s more">Keep</Button>
        </>
      }
    >
      <Stepper
        label="Set the exit NIC"
        steps={[
          {
            title: 'Confirmed and sent',
            state: 'done',
            body: (
              <Receipt
                rows={[
                  {
                    label: 'Call',
                    value: <Mono>zos.admin.set_public_nic &quot;enp65s0f1&quot;</Mono>,
                  },
                  { label: 'Node says', value: <Mono>null, after 1.8 s</Mono> },
                ]}
              />
            ),
          },
          {
            title: 'Watching',
            state: 'now',
            right: <Quantity value={37} unit="s left of 60" />,
            body: (
              <>
                <TimeBar share={0.62} label="Watch" text="37 s left of 60" />
                <Checks
                  rows={[
                    {
                      key: 'a',
                      name: <StateWord state="ok">Node answers over RMB</StateWord>,
                      evidence: '12 of 12, last 0.6 s',
                    },
                    {
                      key: 'b',
                      name: <StateWord state="busy">Public IPs persist</StateWord>,
                      evidence: '2 of 3, waiting for .44',
                    },
                  ]}
                />
              </>
            ),
          },
        ]}
      />
    </Dialog>
  )
}

const states: State[] = [
  'ok',
  'busy',
  'error',
  'warn',
  'unchanged',
  'paused',
  'deleted',
  'standby',
  'unknown',
]
const modes: readonly { value: ThemeMode; label: ReactNode }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
]
const dmi = [
  {
    key: 'bios',
    name: 'BIOS',
    remark: '1 section',
    children: [
      { key: 'vendor', name: 'Vendor', value: 'American Megatrends' },
      { key: 'serial', name: 'Serial Number', value: 'S452392X0914217', copyable: true },
    ],
  },
]

function Pieces() {
  const [mode, setMode] = useThemeMode()
  const [text, setText] = useState('')
  const [curve, setCurve] = useState<'sr25519' | 'ed25519'>('sr25519')
  const [keep, setKeep] = useState(true)
  return (
    <>
      <PageHead title="Pieces" remark="what pages are made of" />
      <PageBody>
        <Columns
          even
          main={
            <>
              <Section title="States">
                {states.map((state) => (
                  <p key={state}>
                    <Glyph state={state} label={state} />{' '}
                    <StateWord state={state}>{state}</StateWord> <Chip state={state}>{state}</Chip>{' '}
                    <Verdict state={state}>{state}</Verdict>
                  </p>
                ))}
              </Section>
              <Section title="Buttons">
                <Button kind="primary">Primary</Button> <Button>Outline</Button>{' '}
                <Button kind="text">Text</Button> <Button kind="danger">Put back</Button>{' '}
                <Button
                  size="small"
                  icon={<CopyIcon size={14} strokeWidth={1.7} aria-hidden="true" />}
                >
                  Copy a free port
                </Button>{' '}
                <Button disabledReason="Only farm 7's owner may change this. You are twin 42.">
                  Set
                </Button>{' '}
                <IconButton label="More">
                  <Ellipsis size={16} aria-hidden="true" />
                </IconButton>
                <Button
                  onClick={() =>
                    toast({
                      sentence: 'Port 14872 copied',
                      more: 'Checked again right before you sign.',
                    })
                  }
                >
                  Toast
                </Button>
              </Section>
              <Section title="Raw">
                <CodeBlock
                  json={{ cru: 32, mru: 135000000000n }}
                  name="raw.json"
                  label="Raw JSON"
                />
              </Section>
            </>
          }
          side={
            <>
              <Section title="Fields">
                <Form>
                  <TextField
                    label="Twin id"
                    value={text}
                    onChange={setText}
                    hint="Found from the account."
                  />
                  <TextField
                    label="Relay"
                    value="http://x"
                    onChange={setText}
                    error="Must begin with wss://."
                    mono
                  />
                  <Select
                    label="Curve"
                    value={curve}
                    onChange={setCurve}
                    options={[
                      { value: 'sr25519', label: 'sr25519' },
                      { value: 'ed25519', label: 'ed25519' },
                    ]}
                  />
                  <Choice
                    label="Keep"
                    value={curve}
                    onChange={setCurve}
                    options={[
                      { value: 'sr25519', label: 'For this visit', hint: 'Gone with the tab.' },
                      {
                        value: 'ed25519',
                        label: 'In this browser',
                        hint: 'Sealed with a password.',
                      },
                    ]}
                  />
                  <CheckBox label="Remember" checked={keep} onChange={setKeep} />
                  <Segments label="Theme" value={mode} options={modes} onChange={setMode} />
                </Form>
              </Section>
              <Section title="DMI">
                <Tree items={dmi} label="DMI" placeholder="Vendor, serial or slot" />
              </Section>
            </>
          }
        />
      </PageBody>
    </>
  )
}
