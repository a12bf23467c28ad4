//! `sharing` and `emitting` make the backend of each namespace whose rooms are shared through Redis.

use std::sync::Arc;

use socketioxide_core::{
    Uid,
    adapter::{CoreAdapter as _, CoreLocalAdapter, SocketEmitter},
};
use socketioxide_redis::{CustomRedisAdapter, RedisAdapterCtr};

use super::{
    channels::Channels,
    driver::LinkDriver,
    hold::Hold,
    language::Language,
    link::Link,
    link_owner::LinkOwner,
    node::{EMITTER, NodeAdapter, NodeNamespace},
    options::RedisOptions,
    servers::Servers,
};
use crate::{
    adapter::sharing::Sharing,
    protocol::{Backend, Backends, Listener, SocketioxideEmitter},
};

/// The published adapter, over our driver.
type Published<S> = CustomRedisAdapter<S, LinkDriver>;

/// Shares the namespaces of an app, whose first server has the link `first`.
pub(super) fn sharing(first: LinkOwner, options: RedisOptions) -> Sharing {
    let health = first.link().status().health();
    let servers = Arc::new(Servers::new(first));
    if options.language != Language::Own {
        // Of a namespace servers of Node say everything on its own channels: between servers there is no other way.
        let make = move |local, listener: &_| {
            of_clients(&servers, local, |link, hold, local| {
                of_node(link, hold, &options, local, listener)
            })
        };
        return Sharing::with_backends(make, health);
    }
    let between_servers = {
        let (servers, options) = (Arc::clone(&servers), options.clone());
        move |listener: CoreLocalAdapter<_>| {
            let (link, hold) = enter(&servers, listener.server_id());
            backend(&link, hold, &options, listener)
        }
    };
    let make = move |local, _: &_| {
        of_clients(&servers, local, |link, hold, local| {
            backend(link, hold, &options, local)
        })
    };
    Sharing::with_backends(make, health).between_servers(between_servers)
}

/// The link of a server that has one namespace more, and what keeps the link.
fn enter(servers: &Arc<Servers>, server: Uid) -> (Arc<Link>, Hold) {
    let (link, membership) = servers.enter(server);
    let hold = Hold::Server {
        _membership: membership,
    };
    (link, hold)
}

/// The backend that `make` makes, of a namespace whose clients may be told something by emitters of Python.
fn of_clients(
    servers: &Arc<Servers>,
    local: CoreLocalAdapter<SocketioxideEmitter>,
    make: impl FnOnce(&Arc<Link>, Hold, CoreLocalAdapter<SocketioxideEmitter>) -> Backend,
) -> Backend {
    let (link, hold) = enter(servers, local.server_id());
    let backend = make(&link, hold, local);
    if let (Some(python), Backend::Published { adapter, .. }) = (&link.python, &backend) {
        python.reach(adapter);
    }
    backend
}

/// Tells the servers what the handles of an emitter are asked to do, over `owner`.
pub(super) fn emitting(owner: &LinkOwner, options: &RedisOptions) -> Backends {
    if options.language != Language::Own {
        let (owner, options) = (owner.clone(), options.clone());
        return Backends::made_by(move |nobody, listener| {
            emitting_of_node(&owner, &options, nobody, listener)
        });
    }
    let make = emitting_backend(owner, options);
    Backends::made_by(move |nobody, _| make(nobody))
        .between_servers(emitting_backend(owner, options))
}

fn emitting_backend<S: SocketEmitter>(
    owner: &LinkOwner,
    options: &RedisOptions,
) -> impl Fn(CoreLocalAdapter<S>) -> Backend<S> + Send + Sync + 'static {
    let (owner, prefix) = (owner.clone(), options.channel_prefix().to_owned());
    move |nobody| {
        let link = owner.link();
        let prefix = link.target.prefix(&prefix, nobody.path());
        let hold = emitters_hold(&owner);
        let channels = Channels::new(link, hold, prefix, nobody.path(), nobody.server_id());
        Backend::Emitting {
            nobody,
            others: Arc::new(channels),
        }
    }
}

fn emitters_hold(owner: &LinkOwner) -> Hold {
    Hold::Emitter {
        _link: owner.clone(),
    }
}

fn backend<S: SocketEmitter>(
    link: &Arc<Link>,
    hold: Hold,
    options: &RedisOptions,
    local: CoreLocalAdapter<S>,
) -> Backend<S> {
    let prefix = link.target.prefix(options.channel_prefix(), local.path());
    let config = options.config().with_prefix(prefix.clone());
    let channels = Channels::new(link, hold, prefix, local.path(), local.server_id());
    let driver = LinkDriver(Arc::clone(link));
    let state = RedisAdapterCtr::new_with_driver(driver, config);
    let adapter = Published::<S>::new(&state, local);
    Backend::Published {
        adapter: Arc::new(adapter),
        others: Arc::new(channels),
    }
}

/// A namespace that is shared with servers of Node.
fn of_node(
    link: &Arc<Link>,
    hold: Hold,
    options: &RedisOptions,
    local: CoreLocalAdapter<SocketioxideEmitter>,
    listener: &Listener,
) -> Backend {
    let namespace = NodeNamespace::new(
        link,
        hold,
        (options.channel_prefix(), local.path()),
        (options.language, &local.server_id().to_string()),
        options.request_timeout,
        Arc::clone(listener),
    );
    let namespace = Arc::new(namespace);
    Backend::Published {
        adapter: Arc::new(NodeAdapter::new(&namespace, local)),
        others: namespace,
    }
}

/// The same for a process that is no server.
fn emitting_of_node(
    owner: &LinkOwner,
    options: &RedisOptions,
    nobody: CoreLocalAdapter<SocketioxideEmitter>,
    listener: &Listener,
) -> Backend {
    let namespace = NodeNamespace::new(
        owner.link(),
        emitters_hold(owner),
        (options.channel_prefix(), nobody.path()),
        (options.language, EMITTER),
        options.request_timeout,
        Arc::clone(listener),
    );
    Backend::Emitting {
        nobody,
        others: Arc::new(namespace),
    }
}
