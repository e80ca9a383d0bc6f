import { bytes } from '#lib/units.ts'

/**
 * What a message of a node means. `what`: what happened, in plain language. `whose`: where it can be settled:
 * `you` in the deployment itself, `node` by the node alone, `farmer` by who runs it, `network` in what
 * connects or serves the grid, `money` with the contract's balance. `next`: what to do.
 */
export interface Known {
  what: string
  whose: Whose
  next: string
}
export type Whose = 'you' | 'node' | 'farmer' | 'network' | 'money'

/** Where a fault can be settled: whole sentences without their full stop, to stand before the next step. */
export const whoseWords = {
  you: 'You can put this right yourself',
  node: 'The cause lies inside the node',
  farmer: 'Only the farmer who runs this node could change that',
  network: 'The cause lies outside the node, in something that it has to reach',
  money: 'The cause is the contract: it was cancelled, or is not paid for',
} satisfies Record<Whose, string>

/** A row of the book: it explains a message that has every one of these parts in it, or is the one part whole. */
export interface Row extends Omit<Known, 'what'> {
  parts: readonly string[]
  whole?: true
  what: string | ((message: string) => string)
}

/**
 * What is known of a message, matched by `includes`, for nodes wrap their texts (`outer: inner`); undefined
 * for what the book does not know. The message itself is always to be shown beneath.
 */
export function explainMessage(message: string): Known | undefined {
  const row = errorBook.find(({ parts, whole }) =>
    parts.every((part) => (whole ? message === part : message.includes(part))),
  )
  if (!row) return undefined
  const { what, whose, next } = row
  return { what: typeof what === 'string' ? what : what(message), whose, next }
}

const row = (
  parts: string | readonly string[],
  whose: Whose,
  what: Row['what'],
  next: string,
): Row => ({ parts: typeof parts === 'string' ? [parts] : parts, whose, what, next })

const RESEND_AS_SIGNED =
  'Send the deployment that the contract was made for, unchanged, or cancel the contract and deploy again.'
const NEW_VM =
  'Deploy it again under a new name: a workload in error is not tried again by itself, not even after a restart of the node.'
const AGAIN_LATER =
  'Try again in a few minutes. If it comes back, tell the farmer or try another node.'
/** Where a person is verified: wallets cannot sign what the KYC service itself asks for (facts: grid-services.md D.2). */
export const VERIFY_AT = 'https://dashboard.grid.tf'
const VERIFY = `Verify the twin once at ${VERIFY_AT} with the same account, then send the deployment again under the same contract, or cancel the contract. Settings, Identity shows what the KYC service says.`
const OTHER_NODE = 'Choose a node with more room, or ask for less.'

/** Memory asked for and left, out of the node's two numbers of bytes. */
function memory(message: string): string {
  const [, wanted, usable] =
    /required memory size (\d{1,20}) bytes out of usable (\d{1,20}) bytes/.exec(message) ?? []
  if (wanted === undefined || usable === undefined) return 'The node has too little memory left.'
  const say = (count: string) => {
    const { value, unit } = bytes(BigInt(count))
    return `${value} ${unit}`
  }
  return `The node has ${say(usable)} of memory left, this workload asks for ${say(wanted)}.`
}

/**
 * The book. The first row that fits wins, so what is told more precisely stands first: crashes before
 * decommission, inner causes before the wrappings around them (facts: node-api.md sections 1.9, 2.4, 4, 5;
 * storage and machine texts: zosbase pkg/storage, pkg/primitives, pkg/vm).
 */
export const errorBook: readonly Row[] = [
  // gone without having been asked to
  row(
    'vm exited too many times',
    'you',
    'The machine stopped again and again shortly after starting, so the node removed it. What lay on its own root is gone; mounted disks are kept.',
    'Look at the image and its entrypoint: a program that ends stops the machine. Logs sent away by zlogs show its last words. Then deploy it under a new name.',
  ),
  row(
    'due to so many crashes',
    'you',
    'The machine crashed again and again, so the node gave up and removed it. What lay on its own root is gone; mounted disks are kept.',
    'Check memory, image and entrypoint; logs sent away by zlogs show its last words. Then deploy it under a new name, with more memory if it ran out.',
  ),
  row(
    'workload decommissioned by system',
    'node',
    'The node itself took this workload down; the reason is in its message.',
    'Read the reason below. Deploy it again under a new name, on another node if the node was the cause.',
  ),
  row(
    'contract canceled event received',
    'you',
    'The contract was cancelled, so the node removed everything that ran under it.',
    'Nothing is left to do here. To have it again, deploy it anew.',
  ),
  row(
    'contract not active on chain',
    'money',
    'The node found that the contract no longer stands on chain and removed what ran under it.',
    'See in the contract whether it was cancelled or ran out of funds, then deploy anew.',
  ),
  row(
    'deleted by an update',
    'you',
    'An update of this deployment left the workload out, so the node removed it.',
    'If that was not meant: update again with the workload in it, under a new name. Its former content does not come back.',
  ),

  {
    ...row(
      'paused',
      'money',
      'The contract ran out of funds, so the node stopped this workload and keeps what it holds.',
      'Fund the twin’s account: the workload goes on where it stopped. If nobody does before the grace period ends, it is deleted.',
    ),
    whole: true,
  },

  // the contract
  row(
    'contract hash does not match deployment hash',
    'you',
    'What reached the node is not what the contract on chain was made for, so the node runs none of it.',
    RESEND_AS_SIGNED,
  ),
  row(
    'failed to compute deployment hash',
    'you',
    'The node could not read part of this deployment, so it could not compare it with the contract.',
    'Look for a workload of an unknown type or with unreadable data under Raw, correct it and send it again.',
  ),
  row(
    'invalid contract type, expecting node contract',
    'you',
    'The contract of this number is not a contract with a node.',
    'Make a node contract for this deployment and send it under that number.',
  ),
  row(
    'invalid node address in contract',
    'you',
    'The contract is with another node than the one this deployment was sent to.',
    'Send it to the node named in the contract, or cancel the contract and make one with this node.',
  ),
  row(
    'failed to check node rent state',
    'network',
    'The node could not find out on chain whether it is rented, so it did not start.',
    AGAIN_LATER,
  ),
  row(
    'failed to get deployment contract',
    'network',
    'The node did not find the contract on chain, or could not reach the chain.',
    'If the contract is only seconds old, send the deployment again. If it is gone, make a new one.',
  ),
  row(
    'failed to connect to chain',
    'network',
    'The node could not reach the chain to check the contract.',
    AGAIN_LATER,
  ),

  // capacity and storage
  row(
    'cannot fulfil required memory size',
    'node',
    memory,
    'Choose a node with more free memory, or ask for less. What others stop using becomes free at once.',
  ),
  row(
    'failed to satisfy required capacity',
    'node',
    'The node has less free capacity than this workload asks for.',
    OTHER_NODE,
  ),
  row(
    'cannot shrink volume to be less than provisioned space',
    'you',
    'A volume cannot become smaller than the space it already takes.',
    'Keep its size or make it larger. For a smaller one add a new volume, move the files and remove the old one.',
  ),
  row(
    'not safe to shrink a disk',
    'you',
    'A disk cannot become smaller without losing data, so the node left it as it was.',
    'Keep its size or make it larger. For a smaller one add a new disk, move the files and remove the old one.',
  ),
  row(
    'disk is mounted, please delete the VM first',
    'you',
    'The disk is in use by a machine, so the node left it as it was.',
    'Remove the machine in one update, change the disk in the next and add the machine again under a new name.',
  ),
  row(
    'ot enough space left in pools', // with a capital on older nodes
    'farmer',
    'No single storage pool of the node has this much room in one piece, even if all together do.',
    'Capacity of the node shows the largest disk that still fits. Ask for less, split it, or choose another node.',
  ),
  row(
    "couldn't allocate device to satisfy namespace size",
    'farmer',
    'The node has no hard disk with enough room for this database.',
    OTHER_NODE,
  ),
  row(
    'no enough free space to support new size',
    'farmer',
    'The disk of this database has no room for the new size, so it stayed as it was.',
    'Ask for less, or add a second database on a node with more room.',
  ),
  row(
    'cannot shrink zdb namespace',
    'you',
    'A database cannot become smaller, so the node left it as it was.',
    'Keep its size or make it larger. For a smaller one add a new database and move the data.',
  ),
  row(
    'cannot change namespace mode',
    'you',
    'The mode of a database is fixed when it is made, so the node left it as it was.',
    'Add a database with the other mode and move the data.',
  ),
  row(
    'failed to create zdb namespace',
    'node',
    'The database server of the node could not make this database.',
    AGAIN_LATER,
  ),
  row(
    'failed to find IP address on zdb0 interface',
    'farmer',
    'The database server of the node got no address in time.',
    'Try again in a few minutes. If it comes back, the node’s IPv6 is the farmer’s matter: try another node.',
  ),

  // machines and what they mount
  row(
    'failed to get mount',
    'you',
    'The machine mounts a disk that is not in this deployment.',
    'Add a disk of that name to the same deployment, or correct the name in the mount.',
  ),
  row(
    ['invalid disk', 'state'],
    'you',
    'A disk this machine mounts was not ready, so the machine did not start.',
    'See what became of that disk in this deployment, settle that first, then add the machine under a new name.',
  ),
  row(
    'boot disk was not deployed correctly',
    'you',
    'The disk this machine boots from was not ready.',
    'See what became of that disk in this deployment, settle that first, then add the machine under a new name.',
  ),
  row(
    'at least one mount has to be attached for Vm mode',
    'you',
    'This image is a full virtual machine and boots from a disk of its own; none was attached.',
    'Add a zmount and make it the first mount of the machine.',
  ),
  row(
    'usage of GPU is not allowed unless node is rented',
    'you',
    'GPUs can only be used on a node that is rented as a whole.',
    'Rent the node first, then deploy the machine again under a new name.',
  ),
  row(
    'is already used by another workload',
    'you',
    'Another machine on this node already uses this GPU.',
    'Choose another GPU of the node, or remove the machine that holds it.',
  ),
  row(
    ['invalid cpu must be between'],
    'you',
    'The machine asks for more virtual CPUs than the node has threads.',
    'Ask for fewer, up to the number in the message, or choose a larger node.',
  ),
  row(
    'image not found',
    'you',
    'The image of this machine is not at the address given.',
    'Check the flist address of the workload in the hub, then add the machine under a new name.',
  ),
  row(
    'failed to get flist hash',
    'network',
    'The node could not read the image from the hub: it is not there, or the hub did not answer.',
    'Open the flist address in a browser. If it is there, try again in a few minutes; else correct it.',
  ),
  row(
    'failed to mount flist',
    'network',
    'The node could not fetch or mount the image of this machine.',
    `Check the flist address and whether the hub answers. ${NEW_VM}`,
  ),
  row(
    'failed to create vm rootfs',
    'farmer',
    'The node could not make the root disk of this machine, mostly for want of room on SSD.',
    OTHER_NODE,
  ),
  row(
    'failed to write image to disk',
    'node',
    'The image of the machine did not get onto its disk: the disk may be too small for it, or the download broke off.',
    `Give the boot disk more room than the image needs. ${NEW_VM}`,
  ),

  // addresses and networks
  row(
    ['required', 'ips while contract has'],
    'you',
    'The contract reserves fewer public addresses than this deployment uses.',
    'Cancel the contract and make one that reserves as many public addresses as there are public IP workloads.',
  ),
  row(
    'could not allocate public IP address to workload',
    'you',
    'All public addresses of the contract are in use already.',
    'Make a contract that reserves one more, on a farm that has free public addresses.',
  ),
  row(
    'public ipv4 is requested, but not supported on this node',
    'farmer',
    'This node cannot carry public IPv4 addresses.',
    'Choose a node with a public configuration, or reach the machine by planetary, Mycelium or a gateway.',
  ),
  row(
    'could not look up ipv6 prefix',
    'farmer',
    'The node has no public IPv6, so it could not give one to this workload.',
    'Choose a node with public IPv6, or ask for IPv4 alone.',
  ),
  row(
    'public ip workload is not okay',
    'you',
    'The public address of this machine was not ready, so the machine did not start.',
    'See what became of the public IP in this deployment, settle that first, then add the machine under a new name.',
  ),
  row(
    'is not part of local nr subnet',
    'you',
    'The machine’s private address lies outside the network’s subnet on this node.',
    'Give it an address inside that subnet, not ending in .1.',
  ),
  row(
    ['ip ', ' is reserved'],
    'you',
    'Addresses ending in .1 belong to the node itself.',
    'Give the machine another address of the same subnet.',
  ),
  row(
    'invalid IPv4 supplied to wg interface',
    'you',
    'The private address of a machine has to be an IPv4 one.',
    'Give it an IPv4 address inside the network’s subnet on this node.',
  ),
  row(
    'could not get network resource subnet',
    'you',
    'The network this machine joins is not on this node, or did not come up.',
    'Deploy the network to this node first and wait until it is ok, then add the machine under a new name.',
  ),

  // gateways
  row(
    'a name contract with the given name must be reserved first',
    'you',
    'Nobody has reserved this name on chain yet.',
    'Make a name contract for it with the same twin, then add the gateway again.',
  ),
  row(
    'the name contract must be in Created or GracePeriod state',
    'money',
    'The contract for this name no longer stands.',
    'Reserve the name again, then add the gateway again.',
  ),
  row(
    ['failed to setup', 'twin id mismatch'],
    'you',
    'This name is reserved by another twin.',
    'Choose another name, or deploy with the twin that holds the name.',
  ),
  row(
    "node doesn't support name proxy",
    'farmer',
    'This node is no gateway: it has no domain of its own.',
    'Choose a gateway node, one with a domain in its public configuration.',
  ),
  row(
    "can't create a fqdn workload with a subdomain of the gateway's managed domain",
    'you',
    'The domain lies below the gateway’s own domain, where names are given by name contracts.',
    'Use a gateway by name for it, or a domain of your own.',
  ),
  row(
    "host doesn't point to the gateway ip",
    'you',
    'The domain does not point to this gateway’s address yet.',
    'Set the A record of the domain to the gateway’s public IPv4, wait until it has spread, then add the gateway again.',
  ),
  row(
    'domain already registered',
    'you',
    'Another workload of this gateway already serves this domain.',
    'Choose another domain, or remove the workload that holds it.',
  ),
  row(
    "points to the node's own public IP address",
    'you',
    'A gateway cannot send traffic to its own public address.',
    'Use the private, planetary or Mycelium address of the machine as its backend.',
  ),
  row(
    ['failed to setup', ' proxy'],
    'node',
    'The gateway could not set up this domain.',
    'Check domain and backends in the workload, then try again in a few minutes.',
  ),

  // quantum safe file system
  row(
    ['failed to create qsfs mount', 'namespace'],
    'you',
    'One of the databases behind this file system did not let it in.',
    'Check address, namespace and password of every backend, and whether all of them are ok.',
  ),
  row(
    'failed to create qsfs mount',
    'network',
    'The file system could not start: it needs enough of its databases to answer.',
    'Check that every backend is ok and reachable from this node, then add it under a new name.',
  ),
  row(
    'failed to update qsfs mount',
    'network',
    'The change of the file system did not take effect; it may run as before.',
    'Check that every backend is ok and reachable from this node, then update again.',
  ),

  // refused at once: who may, in which version
  row(
    'is not verified',
    'you',
    'This grid deploys for verified people only, and the KYC service does not know this twin as verified. Nothing was started; the contract stands and costs.',
    VERIFY,
  ),
  row(
    'failed to get twin verification status',
    'you',
    'The node got no verification of this twin from the KYC service: mostly because the twin never began one, sometimes because the service fails. Nothing was started; the contract stands and costs.',
    VERIFY,
  ),
  row(
    'missing required signature for twin',
    'you',
    'A signature that this deployment calls for is not there.',
    'Let that twin sign the same deployment, then send it again.',
  ),
  row(
    'required signature weight is not reached',
    'you',
    'The signatures together weigh less than this deployment calls for.',
    'Let more of the listed twins sign, then send it again.',
  ),
  row(
    'originator twin id must be in the signature requests',
    'you',
    'The twin that owns this deployment is not among those who are to sign it.',
    'Add it to the signature requests, which makes a new hash, and sign anew.',
  ),
  row(
    'failed to get public key for twin',
    'network',
    'The node could not look up the key of a signing twin on chain.',
    AGAIN_LATER,
  ),
  row(
    'failed to verify signature',
    'you',
    'A signature does not fit this deployment: it belongs to another content, another key, or a listed twin has not signed.',
    'Sign exactly this deployment with the keys of all listed twins, then send it again. A key changed on chain counts after an hour.',
  ),
  row(
    'invalid signature',
    'you',
    'A signature is not written as 128 hexadecimal digits.',
    'Sign again; the digits go without 0x.',
  ),
  row(
    'twin id mismatch',
    'you',
    'The deployment belongs to another twin than the one that sent it.',
    'Switch to the twin the deployment names, or make it for this one.',
  ),
  row(
    'expected version to be 0 on deployment creation',
    'you',
    'A new deployment starts with version 0.',
    'To change one that is there already, send an update instead.',
  ),
  row(
    'expecting deployment version',
    'you',
    'The deployment was changed since it was read: the node expects another version number.',
    'Read it again from the node, make the change on top of that, and send the update.',
  ),
  {
    ...row(
      'exists',
      'you',
      'The node already has a deployment under this contract.',
      'To change it, send an update. Nothing was changed by this attempt.',
    ),
    whole: true,
  },
  row(
    'global workload with the same name',
    'you',
    'This twin already has a network of that name on this node.',
    'Use the network that is there, or give the new one another name.',
  ),
  row(
    'does not support upgrade',
    'you',
    'Workloads of this type cannot be changed while they run.',
    'Remove it and add it under a new name in the same update, or remove it in one update and add it in the next.',
  ),
  row(
    'cannot change workload type',
    'you',
    'A workload keeps its type for life.',
    'Add one of the other type under a new name and remove the old one.',
  ),
  row(
    'invalid version number for workload',
    'you',
    'A workload that is added or changed carries the version of the update it comes with.',
    'Give it the deployment’s new version and send the update again.',
  ),
  row(
    'deployment does not exist',
    'you',
    'This node has no such deployment, so there is nothing to update.',
    'Check node and contract number. If the contract is there and the node has nothing, deploy it.',
  ),
  row(
    'upgrade validation error',
    'you',
    'The node refuses this update and has changed nothing.',
    'Read the reason in the message, correct the deployment and send it again.',
  ),
  row(
    'deployment not found',
    'node',
    'The node has no deployment under this contract, or it belongs to another twin. A cancelled contract takes its history along.',
    'Check contract and twin. If the contract still stands, deploy it again or cancel it.',
  ),
  row(
    'inconsistency in deployment, missing workload transactions',
    'farmer',
    'The node’s own records of this deployment are damaged.',
    'Its workloads may still run. Save what matters, tell the farmer, and deploy it anew elsewhere.',
  ),
  row(
    'please cancel your contract instead',
    'you',
    'Nodes remove nothing by command.',
    'Cancel the contract: the node then removes what runs under it.',
  ),
  row(
    'failed to load data into object of type',
    'you',
    'The data of a workload is not what its type calls for.',
    'Compare it under Raw with what the type needs, correct it and send it again.',
  ),
  row(
    'invalid reservation type',
    'you',
    'This node does not know a workload of this type; light and full nodes know different ones.',
    'Choose a node that knows the type, or the type this node knows (zmachine or zmachine-light, network or network-light).',
  ),

  row(
    'multiple workloads with the same name',
    'you',
    'Two workloads of this deployment have the same name.',
    'Give each its own name and send it again.',
  ),
  row(
    ['name ', ' is invalid'],
    'you',
    'The node does not take this name.',
    'Use 1 to 36 letters, digits or underscores for workloads; domains need a dot and no other signs than hyphens.',
  ),
  row(
    'failed to validate backend',
    'you',
    'The gateway cannot send traffic to this backend.',
    'Write it as http://address:port, or address:port when TLS is passed through, with an address and no name.',
  ),
  row(
    'public ip is assigned to multiple vms',
    'you',
    'One public address is given to two machines.',
    'Give each machine a public IP workload of its own.',
  ),

  // the node itself
  row(
    'handler panicked with',
    'node',
    'Something inside the node failed while it handled this.',
    AGAIN_LATER,
  ),
  row(
    'function is not found',
    'node',
    'This node does not know this command: it runs an older version, or is a light node.',
    'Nothing is wrong with the request. Use a node with a newer version for this.',
  ),
]
