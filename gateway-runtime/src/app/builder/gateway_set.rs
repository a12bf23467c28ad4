//! `GatewaySet` is the type parameter of the builder's `only`: a tuple of gateways.

use crate::{app::plan::Chosen, gateway::Gateway};

/// Tuples of up to sixteen gateways, for [`only`](crate::GatewayAppBuilder::only).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of gateways",
    label = "not a tuple of gateways",
    note = "write `.only::<(A, B)>()`, or `.only::<(A,)>()` for one"
)]
pub trait GatewaySet {
    /// The gateways.
    #[doc(hidden)]
    fn chosen() -> Vec<Chosen>;
}

macro_rules! gateway_sets {
    ($($($gateway:ident)*;)*) => {
        $(impl<$($gateway: Gateway),*> GatewaySet for ($($gateway,)*) {
            fn chosen() -> Vec<Chosen> {
                vec![$(Chosen::new::<$gateway>()),*]
            }
        })*
    };
}

gateway_sets! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
    A B C D E F G H I J K L M;
    A B C D E F G H I J K L M N;
    A B C D E F G H I J K L M N O;
    A B C D E F G H I J K L M N O P;
}
