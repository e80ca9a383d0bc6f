// facts: grid-services.md C.1

/** How the image boots: as a whole system, or as a container image under a generic kernel. */
export interface Image {
  id: string
  name: string
  flist: string
  entrypoint: string
  /** Its system lives on the first disk, mounted at `/`, and not on the machine's root disk. */
  bootDisk: boolean
}

const HUB = 'https://hub.grid.tf/'
const vm = (id: string, name: string, file: string, old = true): Image => ({
  id,
  name,
  flist: `${HUB}tf-official-vms/${file}.flist`,
  entrypoint: old ? '/init.sh' : '',
  bootDisk: old,
})

/** Images of whole systems; the first is the one to begin with. */
export const vmImages: readonly [Image, ...Image[]] = [
  vm('ubuntu-24.04', 'Ubuntu 24.04', 'ubuntu-24.04-full', false),
  vm('ubuntu-22.04', 'Ubuntu 22.04', 'ubuntu-22.04'),
  vm('ubuntu-20.04', 'Ubuntu 20.04', 'ubuntu-20.04-lts'),
  vm('ubuntu-18.04', 'Ubuntu 18.04', 'ubuntu-18.04-lts'),
  vm('nixos-22.11', 'NixOS 22.11', 'nixos-22.11'),
]

const micro = (id: string, name: string, file: string, entrypoint: string): Image => ({
  id,
  name,
  flist: `${HUB}${file}.flist`,
  entrypoint,
  bootDisk: false,
})
const ZINIT = '/sbin/zinit init'
const SCRIPT = '/entrypoint.sh'

/** Container images; the first is the one to begin with. */
export const microImages: readonly [Image, ...Image[]] = [
  micro('ubuntu-24.04', 'Ubuntu 24.04', 'tf-official-vms/ubuntu-24.04-latest', ZINIT),
  micro('ubuntu-23.10', 'Ubuntu 23.10', 'tf-official-vms/ubuntu-23.10-mycelium', ZINIT),
  micro('ubuntu-22.04', 'Ubuntu 22.04', 'tf-official-apps/threefoldtech-ubuntu-22.04', ZINIT),
  micro('arch', 'Arch', 'tf-official-vms/arch-mycelium', ZINIT),
  micro('debian-12', 'Debian 12', 'tf-official-apps/threefoldtech-debian-12', ZINIT),
  micro('alpine-3', 'Alpine 3', 'tf-official-apps/threefoldtech-alpine-3', SCRIPT),
  micro('centos-8', 'CentOS 8', 'tf-official-apps/threefoldtech-centos-8', SCRIPT),
  micro('nixos', 'NixOS', 'tf-official-vms/nixos-micro-latest', SCRIPT),
]

/** An image of one's own: any flist with its entrypoint. */
export const ownImage = (flist: string, entrypoint = ''): Image => ({
  id: 'own',
  name: 'Own image',
  flist,
  entrypoint,
  bootDisk: false,
})

/** The known image of an flist. */
export const imageOf = (flist: string): Image | undefined =>
  [...vmImages, ...microImages].find((image) => image.flist === flist)

/** Where the checksum of an flist is; that it answers is as much as can be known of an image beforehand. */
export const checksumOf = (flist: string): string => `${flist}.md5`

/** Why a text can be no flist; null when it can. */
export const flistFault = (flist: string): string | null =>
  /^https?:\/\/[^\s/]+\/\S+\.(?:flist|fl)$/.test(flist)
    ? null
    : 'An image is a web address that ends with .flist.'

/** Sizes to choose from: threads, MiB of memory, GiB of disk (facts: grid-services.md C.2). */
export const sizes = [
  { id: 'small', name: 'Small', cpu: 1, memoryMib: 2048, diskGib: 25 },
  { id: 'medium', name: 'Medium', cpu: 2, memoryMib: 4096, diskGib: 50 },
  { id: 'large', name: 'Large', cpu: 4, memoryMib: 16_384, diskGib: 100 },
] as const
