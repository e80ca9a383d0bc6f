import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { messageOf } from '#lib/error.ts'
import { ConsoleFrame } from '#features/frame/ConsoleFrame.tsx'
import { PayHost } from '#features/pay/PayHost.tsx'
import { createQueryClient, setRefreshPace } from '#queries/client.ts'
import { grid } from '#queries/grid.ts'
import { connectKeys } from '#queries/keys.ts'
import { demoPerson, keepDemoPerson } from '#queries/demoperson.ts'
import { dropDemoPlace } from '#queries/paymentplace.ts'
import { refreshAfter } from '#queries/paymentrefresh.ts'
import { payments } from '#queries/payments.ts'
import { pageStorage } from '#queries/preferences.ts'
import { laterStore } from '#queries/laterstore.ts'
import { dropSamples, keepSamples } from '#queries/samples.ts'
import { createSession, installSession, watchActivity } from '#queries/session.ts'
import { walletLink } from '#queries/wallet.ts'
import { ThemeRoot } from '#ui/ThemeRoot.tsx'
import { Confirm } from '#ui/Confirm.tsx'
import { Toasts } from '#ui/Toasts.tsx'
import { Routes } from './routes.tsx'

// as it was before any redirect: it may name the demo grid's world
const opened = location.href
const queries = createQueryClient()
keepSamples(queries)
grid.onSwitch((what) => {
  // what nodes told one twin is not for the next one; what the proxy says is the same for all
  dropSamples()
  void queries.resetQueries(
    what === 'network' ? {} : { predicate: ({ queryKey }) => queryKey[0] !== 'proxy' },
  )
})

// what failed for want of the relay is read as soon as it is back
grid.onRecover(() => {
  void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
})

const session = installSession(
  createSession({
    keys: connectKeys(
      () => new Worker(new URL('./keys.worker.ts', import.meta.url), { type: 'module' }),
    ),
    store: laterStore(async () => (await import('#vault/store.ts')).keyStore()),
    storage: pageStorage(),
    channel: new BroadcastChannel('zos-console'),
    demoAvailable: import.meta.env.VITE_MOCK === '1',
    setNetwork: grid.setNetwork,
    speakAs: grid.speakAs,
    setRefreshPace,
    twinOfAccount: grid.twinOfAccount,
  }),
)
watchActivity(session, window)

/** The demo grid's state, where the build carries one. */
let onResetDemo: (() => void) | undefined
let onDemoWallet: (() => void) | undefined
let demoFault: string | undefined

// the page carries its root: index.html
const root = createRoot(document.getElementById('root')!)
const draw = () =>
  root.render(
    <StrictMode>
      <ThemeRoot>
        <QueryClientProvider client={queries}>
          <Router base={import.meta.env.BASE_URL.replace(/\/$/, '')}>
            <ConsoleFrame
              onResetDemo={onResetDemo}
              onDemoWallet={onDemoWallet}
              demoFault={demoFault}
            >
              <Routes />
            </ConsoleFrame>
            <Toasts />
            <Confirm />
            <PayHost />
          </Router>
        </QueryClientProvider>
      </ThemeRoot>
    </StrictMode>,
  )

async function startDemoGrid() {
  // the frame paints at once; calls wait until the demo grid answers
  grid.hold()
  session.expectDemo()
  if (new URL(opened).searchParams.has('mock')) dropDemoPlace() // this world begins anew
  try {
    const { startDemo } = await import('#mock/browser.ts')
    const demo = await startDemo({ baseUrl: import.meta.env.BASE_URL, address: opened })
    onResetDemo = () => {
      dropDemoPlace()
      demo.reset()
    }
    onDemoWallet = demo.openWallet
    const speaking = session.setDemo(demo.identities, demoPerson(opened) ?? demo.startAs)
    grid.open()
    draw()
    await speaking
    keepDemoPerson(session)
  } catch (error) {
    demoFault = messageOf(error)
    session.dropDemo()
    grid.open()
    draw()
  }
}

if (import.meta.env.VITE_MOCK === '1') void startDemoGrid()
session.start()
walletLink.start()
payments.onMoved(refreshAfter(queries))
payments.start().catch(() => undefined) // a journal that cannot be read is read at the next payment
draw()
