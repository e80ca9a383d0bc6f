import { Link } from 'wouter'
import { useWallet, walletLink } from '#queries/wallet.ts'
import { Banner } from '#ui/Banner.tsx'
import { LinkButton } from '#ui/Button.tsx'
import { paths } from '#paths.ts'

/** The wallet's account that was used here is not to be had: it must not be taken for one that signs. */
export function WalletBanner() {
  const { lost, busy } = useWallet()
  if (!lost || busy) return null
  return (
    <Banner
      strong="Wallet not connected."
      action={
        <>
          <Link href={paths.settings('identity')}>See why</Link>
          <LinkButton onClick={() => walletLink.disconnect()}>Forget it</LinkButton>
        </>
      }
    >
      The account that was used here does not sign at the moment.
    </Banner>
  )
}
