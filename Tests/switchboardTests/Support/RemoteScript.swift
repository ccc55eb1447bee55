/// What scripts begin with that use the tool as a client of its own server.
enum RemoteScript {
  /// A server with the account `ada`, whom the client's list of logins knows.
  static let prelude = #"""
    import json
    add("ada")
    server = FileServer("--ftp", "127.0.0.1:0", "--ftps", "127.0.0.1:0", count=2)
    netrc = os.path.join(folder, "netrc")
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login ada password secret\n")
    os.chmod(netrc, 0o600)
    environment = {"NETRC": netrc}
    plain = f"ftp://127.0.0.1:{server.port(0)}/"
    explicit = f"ftpes://127.0.0.1:{server.port(0)}/"
    implicit = f"ftps://127.0.0.1:{server.port(1)}/"
    trust = ("--ca", data + "/tls/certificate.pem")

    def ok(*arguments, output=""):
        ending = run(*arguments, environment=environment)
        assert ending == (0, output, ""), ending

    def fails(*arguments, words, status=1):
        found, output, errors = run(*arguments, environment=environment)
        assert (found, output) == (status, ""), (found, output, errors)
        assert errors.count("\n") == 1 and words in errors, errors

    def local(name, content=None):
        path = os.path.join(folder, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content)
        return path

    def read(path):
        with open(path, "rb") as file:
            return file.read()

    """#
}
