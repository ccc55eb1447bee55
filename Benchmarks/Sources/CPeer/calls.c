// One call, again and again, alone on its thread. Sends go to a UDP socket that nobody reads: once
// its queue is full, the kernel drops them without an error. Receives look (MSG_PEEK) at one message
// that stays. So each turn is exactly one call.
#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

// Two UDP sockets, the client connected to the server, a message waiting at the server.
struct setting {
  int client;
  int server;
  struct datagram_end peer;
  char *bytes;
  size_t size;
  long count;
};

// The turns of a loop, each one call with its checks.
#define TURNS(setting, call)                                                                      \
  for (long turn = 0; turn < (setting).count; turn++) {                                           \
    while ((call) < 0) {                                                                          \
      if (errno != EINTR) measuring_fail(#call);                                                  \
    }                                                                                             \
  }

static struct setting setting(struct measuring_run run, int family, bool connected) {
  struct setting setting = {.peer = udp_end(family), .size = (size_t)run.size, .count = run.count};
  struct datagram_end client = udp_end(family);
  setting.client = client.socket;
  setting.server = setting.peer.socket;
  setting.bytes = malloc(setting.size);
  memset(setting.bytes, 'x', setting.size);
  int on = 1;
  setsockopt(setting.server, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
  if (sendto(setting.client, setting.bytes, setting.size, 0, (struct sockaddr *)setting.peer.address,
             setting.peer.length) < 0)
    measuring_fail("sendto");
  if (connected &&
      connect(setting.client, (struct sockaddr *)setting.peer.address, setting.peer.length) < 0)
    measuring_fail("connect");
  return setting;
}

static void sends(struct setting it) { TURNS(it, send(it.client, it.bytes, it.size, MSG_NOSIGNAL)) }

static void sends_all(struct setting it) {
  for (long turn = 0; turn < it.count; turn++) send_all(it.client, it.bytes, it.size);
}

static void receives(struct setting it) { TURNS(it, recv(it.server, it.bytes, it.size, MSG_PEEK)) }

static void sends_to(struct setting it) {
  TURNS(it, sendto(it.client, it.bytes, it.size, MSG_NOSIGNAL, (struct sockaddr *)it.peer.address,
                   it.peer.length))
}

static void receives_from(struct setting it) {
  struct sockaddr_storage sender;
  for (long turn = 0; turn < it.count; turn++) {
    socklen_t length = sizeof sender;
    while (recvfrom(it.server, it.bytes, it.size, MSG_PEEK, (struct sockaddr *)&sender, &length) <
           0) {
      if (errno != EINTR) measuring_fail("recvfrom");
    }
  }
}

static void sends_messages(struct setting it, bool with_control) {
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct in_pktinfo))] = {0};
  for (long turn = 0; turn < it.count; turn++) {
    struct iovec vector = {.iov_base = it.bytes, .iov_len = it.size};
    struct msghdr header = {.msg_iov = &vector, .msg_iovlen = 1};
    if (with_control) {
      header.msg_control = control;
      header.msg_controllen = sizeof control;
      struct cmsghdr *first = CMSG_FIRSTHDR(&header);
      struct in_pktinfo information = {.ipi_spec_dst = {htonl(INADDR_LOOPBACK)}};
      first->cmsg_level = IPPROTO_IP;
      first->cmsg_type = IP_PKTINFO;
      first->cmsg_len = CMSG_LEN(sizeof information);
      memcpy(CMSG_DATA(first), &information, sizeof information);
    }
    while (sendmsg(it.client, &header, MSG_NOSIGNAL) < 0) {
      if (errno != EINTR) measuring_fail("sendmsg");
    }
  }
}

static void receives_messages(struct setting it, bool with_control) {
  _Alignas(struct cmsghdr) char control[256];
  volatile int interface = 0;
  for (long turn = 0; turn < it.count; turn++) {
    struct sockaddr_storage sender;
    struct iovec vector = {.iov_base = it.bytes, .iov_len = it.size};
    struct msghdr header = {.msg_name = &sender, .msg_namelen = sizeof sender};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    if (with_control) {
      header.msg_control = control;
      header.msg_controllen = sizeof control;
    }
    while (recvmsg(it.server, &header, MSG_PEEK | MSG_CMSG_CLOEXEC) < 0) {
      if (errno != EINTR) measuring_fail("recvmsg");
    }
    struct cmsghdr *next = CMSG_FIRSTHDR(&header);
    for (; with_control && next != NULL; next = CMSG_NXTHDR(&header, next)) {
      if (next->cmsg_level != IPPROTO_IP || next->cmsg_type != IP_PKTINFO) continue;
      struct in_pktinfo information;
      memcpy(&information, CMSG_DATA(next), sizeof information);
      interface = information.ipi_ifindex;
    }
  }
  (void)interface;
}

static void gets_option(struct setting it) {
  for (long turn = 0; turn < it.count; turn++) {
    int value;
    socklen_t length = sizeof value;
    if (getsockopt(it.client, SOL_SOCKET, SO_RCVBUF, &value, &length) < 0) {
      measuring_fail("getsockopt");
    }
  }
}

static void sets_option(struct setting it) {
  int on = 1;
  for (long turn = 0; turn < it.count; turn++) {
    if (setsockopt(it.client, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) {
      measuring_fail("setsockopt");
    }
  }
}

static bool run_call(struct measuring_run run, const char *call) {
#define IS(name) (strcmp(call, name) == 0)
  if (IS("send")) return sends(setting(run, AF_INET, true)), true;
  if (IS("sendAll")) return sends_all(setting(run, AF_INET, true)), true;
  if (IS("receive") || IS("receive-over")) return receives(setting(run, AF_INET, false)), true;
  if (IS("sendTo-ipv4")) return sends_to(setting(run, AF_INET, false)), true;
  if (IS("sendTo-ipv6")) return sends_to(setting(run, AF_INET6, false)), true;
  if (IS("receiveFrom-ipv4")) return receives_from(setting(run, AF_INET, false)), true;
  if (IS("receiveFrom-ipv6")) return receives_from(setting(run, AF_INET6, false)), true;
  if (IS("sendMessage")) return sends_messages(setting(run, AF_INET, true), false), true;
  if (IS("sendMessage-control")) return sends_messages(setting(run, AF_INET, true), true), true;
  if (IS("receiveMessage")) return receives_messages(setting(run, AF_INET, false), false), true;
  if (IS("receiveMessage-control")) {
    return receives_messages(setting(run, AF_INET, false), true), true;
  }
  if (IS("getOption")) return gets_option(setting(run, AF_INET, false)), true;
  if (IS("setOption")) return sets_option(setting(run, AF_INET, false)), true;
  return false;
#undef IS
}

bool run_calls(struct measuring_run run) {
  const char *prefix = "call-";
  if (strncmp(run.mode, prefix, strlen(prefix)) != 0) return false;
  struct measuring_clocks start = measuring_now();
  if (!run_call(run, run.mode + strlen(prefix))) return false;
  measuring_report(run.count, start);
  return true;
}
