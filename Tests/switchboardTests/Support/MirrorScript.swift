/// What scripts begin with that mirror folders: a server, and what compares two trees.
enum MirrorScript {
  static let prelude =
    RemoteScript.prelude + #"""
      import random, re, threading
      home = data + "/homes/ada"

      def make(root, files):
          """Makes files of names, of which those with a slash at the end are folders."""
          for name, content in files.items():
              path = os.path.join(os.fsencode(root), os.fsencode(name))
              if path.endswith(b"/"):
                  os.makedirs(path, exist_ok=True)
                  continue
              os.makedirs(os.path.dirname(path), exist_ok=True)
              with open(path, "wb") as file:
                  file.write(content)
              os.utime(path, (1_000_000_000, 1_000_000_000))

      def tree(root, times=True):
          """Content and time of each file, and None for each folder."""
          root, found = os.fsencode(root), {}
          for place, folders, files in os.walk(root):
              for name in folders:
                  found[os.path.relpath(os.path.join(place, name), root)] = None
              for name in files:
                  path = os.path.join(place, name)
                  status = os.lstat(path)
                  content = b"link" if stat.S_ISLNK(status.st_mode) else read(path)
                  found[os.path.relpath(path, root)] = (content, times and int(status.st_mtime))
          return found

      def mirror(*arguments, status=0, words=None):
          """What is on standard output and standard error of a mirror with this status."""
          found, output, errors = run("mirror", *arguments, environment=environment)
          assert found == status, (found, output, errors)
          assert words is None or words in errors, errors
          return output, errors

      def summary(*arguments, status=0):
          """The figures of a mirror."""
          output, errors = mirror(*arguments, "--json", status=status)
          assert output == "", output
          last = json.loads(errors.splitlines()[-1])
          assert last["event"] == "summary", errors
          return last["total"]

      def total(**changed):
          return {"transferredFiles": 0, "transferredBytes": 0, "madeFolders": 0, "removed": 0,
                  "leftAlone": 0, "skipped": 0, "failed": 0, **changed}

      """#

  /// A relay before a server that cuts connections at random: with a reset, in the middle.
  static let cuttingRelay = #"""
    import struct, time

    class CuttingRelay:
        """Relays to a server in the clear, and cuts its connections after some bytes."""

        def __init__(self, port, seed, control, data):
            self.random, self.cuts = random.Random(seed), 0
            self.control, self.data = control, data
            self.port = self.listen(port, True)

        def listen(self, target, is_control):
            listener = socket.create_server(("127.0.0.1", 0), backlog=100)
            threading.Thread(
                target=self.accept, args=(listener, target, is_control), daemon=True).start()
            return listener.getsockname()[1]

        def accept(self, listener, target, is_control):
            if not is_control:
                listener.settimeout(60)
            while True:
                try:
                    end, _ = listener.accept()
                except OSError:
                    return listener.close()
                try:
                    other = socket.create_connection(("127.0.0.1", target))
                except OSError:
                    end.close()
                    continue
                budget = [self.control(self.random) if is_control else self.data(self.random)]
                for one, two, inspects in ((end, other, False), (other, end, is_control)):
                    threading.Thread(
                        target=self.relay, args=(one, two, inspects, budget), daemon=True).start()
                if not is_control:
                    return listener.close()

        def relay(self, one, two, inspects, budget):
            try:
                while part := one.recv(65536):
                    if inspects:
                        part = re.sub(rb"\(\|\|\|(\d+)\|\)", self.redirected, part)
                    budget[0] -= len(part)
                    if budget[0] < 0:
                        two.sendall(part[:len(part) // 2])
                        self.cuts += 1
                        for end in one, two:
                            end.setsockopt(
                                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                            # The other thread holds it: the reset goes out at once all the same.
                            end.shutdown(socket.SHUT_RD)
                            end.close()
                        return
                    two.sendall(part)
                two.shutdown(socket.SHUT_WR)
            except OSError:
                for end in one, two:
                    try:
                        end.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass

        def redirected(self, match):
            return b"(|||%d|)" % self.listen(int(match[1]), False)

    """#
}
