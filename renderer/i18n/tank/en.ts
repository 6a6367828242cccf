import { pageEn } from './page-en';

/** Words for making a tank and for work on it, in English. */
export const tankEn = {
  'tank.give': 'Give it a tank of its own…',
  'tank.give.empty': 'Make a tank for one…',
  'tank.none-here': 'Why no tank can be made here',
  'tank.go-on': 'Go on making the tank',
  'tank.see': 'See the tank',
  'tank.half': 'The tank isn’t finished yet: {percent}% is done. It can go on from there.',

  'tank.wall.machine': 'virtual machine',
  'tank.wall.container': 'container',
  'tank.wall.tidy': 'tidy separation, not a wall',

  'tank.offer.title': 'A tank of its own',
  'tank.offer.lead': 'Nothing is made yet. This computer does best with {name}.',
  'tank.offer.lead.other': 'Nothing is made yet. You chose another way: {name}.',
  'tank.offer.go': 'Make the tank',
  'tank.offer.not': 'Not now',
  'tank.offer.best': 'Back to what is recommended',
  'tank.offer.makes': 'What is made',
  'tank.offer.makes.machine':
    'A virtual machine: a computer within this one. OpenClaw lives in it under an ordinary account.',
  'tank.offer.makes.container':
    'A container: a closed-off corner of this computer’s system. OpenClaw lives in it under an ordinary account.',
  'tank.offer.makes.tidy':
    'A Linux of its own inside Windows (WSL2). OpenClaw lives in it under an ordinary account.',
  'tank.offer.wall': 'The wall',
  'tank.offer.wall.machine':
    'Thick. It has a system core (kernel) of its own: whoever takes over OpenClaw is still inside.',
  'tank.offer.wall.container':
    'Thinner. It shares this computer’s system core (kernel): a hole there is a hole in the wall.',
  'tank.offer.wall.tidy':
    'Tidy separation, not a wall. It keeps things apart, but it won’t hold somebody who means harm.',
  'tank.offer.open': 'It leaves open',
  'tank.offer.opens': 'It leaves open: {what}',
  'tank.offer.download': 'Download',
  'tank.offer.download.none': 'Nothing: all of it is here already.',
  'tank.offer.disk': 'Disk',
  'tank.offer.disk.up-to': 'Up to {size}',
  'tank.offer.time': 'Time',
  'tank.offer.time.about':
    '{minutes, plural, one {About # minute} other {About # minutes}}, if the network brings 5 MB a second.',
  'tank.offer.time.slow': 'The processor can’t help here, so it takes that long.',
  'tank.offer.admin': 'Administrator',
  'tank.offer.admin.no': 'Isn’t asked.',
  'tank.offer.admin.once': 'The system asks once.',
  'tank.offer.admin.command': 'The system asks once, for exactly this command:',
  'tank.offer.first': 'First of all',
  'tank.offer.first.command': 'This command puts its program there:',
  'tank.offer.why': 'Here',
  'tank.offer.then': 'What happens then',
  'tank.offer.then.steps': 'It is made step by step. The OpenClaw that you have now stays as it is.',
  'tank.offer.then.tries':
    'From inside, it tries to get out: to your files, your network, this computer. You see what came of each try.',
  'tank.offer.then.move':
    'Then you choose what moves in. Private things stay outside, unless you tick them one by one.',
  'tank.offer.source': 'Where it comes from',
  'tank.offer.source.own':
    'The system from Ubuntu, OpenClaw from the npm registry that this computer is set to use. It is checked before it is used.',
  'tank.offer.source.npmmirror':
    'From mirrors in mainland China, as you chose in the settings. It is checked before it is used.',
  'tank.offer.others': 'Other ways ({count})',
  'tank.offer.take': 'Take this way',
  'tank.offer.take-of': 'Take this way: {name}',
  'tank.offer.hindered': 'can’t be used now',
  'tank.offer.none': 'No tank can be made here just now',
  'tank.offer.none.lead': 'Each way has something in its way. See to one of them, then look again.',
  'tank.offer.none.empty': 'Tankmate knows no way to make a tank on this system.',
  'tank.offer.ways': 'The ways, and what is in their way',
  'tank.offer.unlooked': 'Nobody has looked yet what a tank could be made with',
  'tank.offer.unlooked.lead': 'A look at this computer tells.',

  'tank.working.create': 'Making the tank',
  'tank.working.start': 'Starting the tank',
  'tank.working.stop': 'Stopping the tank',
  'tank.working.remove': 'Removing the tank',
  'tank.working.receipt': 'Trying to get out of the tank',
  'tank.working.snapshot': 'Taking a snapshot of the tank',
  'tank.working.restore': 'Taking the tank back to a snapshot',
  'tank.working.update': 'Updating OpenClaw inside the tank',
  'tank.working.move-in': 'Moving into the tank',
  'tank.working.move-out': 'Bringing its memory out of the tank',
  'tank.working.send': 'Putting files into the tank',
  'tank.working.fetch': 'Fetching files out of the tank',
  'tank.working.lead':
    'You can close the window: it goes on without it. If you switch the computer off, it can go on from here later.',
  'tank.working.lead.no-tray':
    'Without a tray, closing the window ends Tankmate. What is done stays, and it can go on from here later.',
  'tank.working.cancel': 'Stop, and clean up what was made',
  'tank.working.cancelling': 'Stopping, and cleaning up what was made…',
  'tank.working.bytes': '{done} of {of}',
  'tank.left.soon': 'less than a minute left',
  'tank.left.minutes': '{count, plural, one {about # minute left} other {about # minutes left}}',
  'tank.left.hours': '{count, plural, one {about # hour left} other {about # hours left}}',
  'tank.lost': 'It ended without saying what came of it. The tank’s page says how the tank stands.',

  'tank.result.create': 'The tank is made',
  'tank.result.start': 'The tank is running',
  'tank.result.stop': 'The tank is stopped',
  'tank.result.remove': 'The tank is gone',
  'tank.result.receipt': 'The tank has tried to get out',
  'tank.result.tried': 'Tried from inside: {told}.',
  'tank.result.snapshot': 'The snapshot is taken',
  'tank.result.restore': 'The tank is as it was then',
  'tank.result.update': 'OpenClaw inside is up to date',
  'tank.result.move-in': 'Your OpenClaw lives in the tank now',
  'tank.result.move-out': 'A copy of its memory is on this computer',
  'tank.result.send': 'The files are in the tank',
  'tank.result.fetch': 'The files are on this computer',
  'tank.result.unfinished': 'The tank isn’t finished yet',
  'tank.result.unfinished.lead': 'What is done stays. It goes on from there, whenever you like.',
  'tank.result.half': 'Not all of it was done',
  'tank.result.half.lead': 'Below it says what was done, and what to do now.',
  'tank.result.outside': 'Not everything outside could be put away. Below it says what, and why.',
  'tank.outcome.half': 'Needs a look',
  'tank.result.next': 'What comes next',
  'tank.result.next.move':
    'The tank has an OpenClaw of its own, without your settings and without its memory. They can move in.',
  'tank.result.keys': 'Set these anew inside the tank. Then the old ones can be revoked.',

  ...pageEn,
} as const;
